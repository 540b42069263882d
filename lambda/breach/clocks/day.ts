/** A day of the calendar: `yyyy-mm-dd`. It has no time zone. */
export type Day = string;
