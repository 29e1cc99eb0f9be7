/** The office's words for posts, kinds of organisations and what is asked of an account. */

import type { Tone } from './withdrawal'

interface Post {
  label: string
  /** What the person may do, so that the administrator grants neither too much nor too little. */
  duty: string
}

const POSTS: Record<string, Post> = {
  department_clerk: { label: '管理部经办', duty: '导入楼盘表，收取并录入维修支取材料' },
  department_reviewer: { label: '管理部复核', duty: '复核维修支取的收款信息、材料和金额' },
  department_cashier: { label: '管理部出纳', duty: '向银行发起维修支取拨付' },
  bureau_reviewer: { label: '建委审核', duty: '审核维修资金的使用' },
  company_operator: { label: '物业经办', duty: '填写、提交、撤销任务单，录入签字，打印表单' },
  administrator: { label: '系统管理员', duty: '管理用户、岗位、密码、参数和日历，不办业务' },
  auditor: { label: '审计员', duty: '查看全部业务（脱敏），校验审计记录，不能修改' },
}

const KINDS: Record<string, string> = {
  department: '管理部',
  bureau: '建委',
  property_company: '物业服务企业',
  centre: '资金中心',
}

export function postOf(role: string): Post {
  return POSTS[role] ?? { label: role, duty: '' }
}

export function postsOf(roles: readonly string[]): string {
  return roles.map((role) => postOf(role).label).join('、')
}

export function kindOf(code: string): string {
  return KINDS[code] ?? code
}

const ID_KINDS: Record<string, string> = {
  resident_id: '居民身份证',
  credit_code: '统一社会信用代码',
  passport: '护照',
  military_id: '军官证',
  travel_permit: '港澳台通行证',
  other: '其他证件',
}

export function idKindOf(code: string): string {
  return ID_KINDS[code] ?? code
}

const KEY_STATES: Record<string, { label: string; tone: Tone }> = {
  issued: { label: '待确认', tone: 'waiting' },
  active: { label: '使用中', tone: 'good' },
  revoked: { label: '已注销', tone: 'plain' },
}

export function keyStateOf(code: string): { label: string; tone: Tone } {
  return KEY_STATES[code] ?? { label: code, tone: 'plain' }
}

export const PHONE_HINT = '本人忘记密码时，验证码发到这个手机；可以不填。'
export const OWN_PASSWORD_HINT = '至少 10 位，同时包含字母和数字，不能包含用户名。'
export const FIRST_PASSWORD_HINT = '至少 10 位，同时包含字母和数字，不能包含用户名。本人首次登录时须改掉。'
export const USER_NAME_HINT = '字母、数字、点、横线，不分大小写，建好后不能改。'
export const SEPARATE_DUTIES_HINT = '录入、审核、拨付须由不同的人担任。'
export const OWN_ACCOUNT = '不能修改自己的账号，请由另一位系统管理员办理。'
