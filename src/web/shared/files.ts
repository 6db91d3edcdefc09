/** Bytes that came from the service, saved under a name as a download. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBufferLike>): void {
  const address = URL.createObjectURL(new Blob([bytes.slice()]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
