export type { Calendar, CalendarSpec } from './calendar.ts'
export {
  addBusinessDays,
  businessDaysBetween,
  CalendarRefusal,
  covers,
  createCalendar,
  isBusinessDay,
  nextBusinessDay,
} from './calendar.ts'
