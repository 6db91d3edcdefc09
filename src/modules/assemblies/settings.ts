export async function assemblySettings(_tx: unknown, _cooperativeId: string) {
  return {
    papersOpenDays: 10,
    publicNoticeDays: 7,
    meetingDaysAfterPeriod: 31,
    publicNoticeDaysAfterMeeting: 1,
  };
}
