/** The fields of a task sheet in the order of the form, and what can be judged before the server is asked. */
import { parseYuan } from '@/shared/format/money'
import { amountSentence } from '@/shared/messages/errors'
import { BAD_ACCOUNT, BAD_PHONE, missingField, unnamedPaper, ZERO_AMOUNT } from '@/shared/messages/form'
import type { Problem } from '@/shared/shapes/Wizard.vue'
import type { Draft } from './draft'

type TextField = {
  [Name in keyof Draft]: Draft[Name] extends string ? Name : never
}[keyof Draft]

export interface Field {
  name: TextField
  label: string
  required: boolean
  kind: 'text' | 'long' | 'amount' | 'digits' | 'choice'
  most: number
  hint?: string
  choices?: readonly { value: string; label: string }[]
  shownFor?: (draft: Draft) => boolean
}

export interface FieldGroup {
  title: string
  fields: readonly Field[]
}

export const FIELD_GROUPS: readonly FieldGroup[] = [
  {
    title: '维修内容',
    fields: [
      {
        name: 'kind',
        label: '维修类别',
        required: true,
        kind: 'choice',
        most: 20,
        choices: [
          { value: 'planned', label: '计划维修' },
          { value: 'emergency', label: '应急维修' },
        ],
      },
      {
        name: 'emergency_kind',
        label: '应急类型',
        required: true,
        kind: 'choice',
        most: 40,
        shownFor: ({ kind }) => kind === 'emergency',
        choices: [
          { value: 'roof_leak', label: '屋面、外墙渗漏' },
          { value: 'lift', label: '电梯故障' },
          { value: 'pump', label: '水泵故障' },
          { value: 'facade', label: '外墙脱落' },
          { value: 'drainage', label: '排水设施故障' },
          { value: 'fire_system', label: '消防系统故障' },
        ],
      },
      { name: 'project', label: '维修项目', required: true, kind: 'text', most: 100 },
      { name: 'part', label: '维修部位', required: true, kind: 'text', most: 100 },
      { name: 'reason', label: '维修原因', required: true, kind: 'long', most: 500 },
    ],
  },
  {
    title: '施工与金额',
    fields: [
      { name: 'contractor', label: '施工单位', required: true, kind: 'text', most: 100 },
      { name: 'contract_no', label: '合同编号', required: false, kind: 'text', most: 60 },
      { name: 'amount_text', label: '申请支取金额（元）', required: true, kind: 'amount', most: 24 },
      {
        name: 'basis',
        label: '分摊方式',
        required: true,
        kind: 'choice',
        most: 20,
        choices: [
          { value: 'area', label: '按面积分摊' },
          { value: 'household', label: '按户分摊' },
          { value: 'contributed', label: '按交存比例分摊' },
          { value: 'mixed', label: '商品房与售后公房混合分摊' },
        ],
      },
    ],
  },
  {
    title: '收款与经办',
    fields: [
      { name: 'payee_name', label: '收款单位名称', required: true, kind: 'text', most: 100 },
      { name: 'payee_bank', label: '收款银行', required: true, kind: 'text', most: 100 },
      { name: 'payee_account', label: '收款账号', required: true, kind: 'digits', most: 40 },
      { name: 'handler', label: '经办人', required: true, kind: 'text', most: 40 },
      { name: 'phone', label: '联系电话', required: true, kind: 'digits', most: 20 },
    ],
  },
]

export function shownFields(draft: Draft): Field[] {
  return FIELD_GROUPS.flatMap(({ fields }) => fields).filter(({ shownFor }) => shownFor?.(draft) ?? true)
}

function messageFor({ name, label, required, kind }: Field, draft: Draft): string | null {
  const text = draft[name].trim()
  if (text === '') return required ? missingField(label, kind === 'choice') : null
  if (kind === 'amount') {
    const amount = parseYuan(text)
    if (!amount.ok) return amountSentence(amount.problem)
    return amount.fen > 0 ? null : ZERO_AMOUNT
  }
  if (name === 'payee_account' && !/^[\d\s-]{6,40}$/.test(text)) return BAD_ACCOUNT
  if (name === 'phone' && !/^[\d\s+-]{7,20}$/.test(text)) return BAD_PHONE
  return null
}

/** What is still wrong with the sheet's fields, in the order of the form. */
export function problemsOf(draft: Draft): Problem[] {
  const fields = shownFields(draft).flatMap((field) => {
    const message = messageFor(field, draft)
    return message === null ? [] : [{ field: field.name, label: field.label, message }]
  })
  const files = draft.attachments.flatMap(({ paper, name }, index) =>
    paper === '' ? [{ field: `attachments.${index}`, label: '附件', message: unnamedPaper(name) }] : [],
  )
  return [...fields, ...files]
}
