/** The steps of a new task sheet, with the manual's names (source 4 §4.2.1). */
export const STEPS = ['选择小区', '任务单填写、选择自然幢', '选择房屋', '任务单确认', '业务结束'] as const
