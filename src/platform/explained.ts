/**
 * A failure that says itself, in both languages, to whoever started the program: what is wrong and what to do. It is
 * printed as it stands; anything else is a fault of the program and is printed with the place where it arose.
 */
export class Explained extends Error {}
