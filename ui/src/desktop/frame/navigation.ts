/** What each person may open, in the order and with the words of the office (source 4 §4–§7). */
import { Document, Finished, Printer, Tickets, User } from '@element-plus/icons-vue'
import type { Component } from 'vue'

export interface NavItem {
  path: string
  label: string
  /** First letters of the words' pinyin, for the search palette. */
  initials: string
  permission: string
  icon: Component
}

export interface NavGroup {
  label: string
  items: readonly NavItem[]
}

export const NAVIGATION: readonly NavGroup[] = [
  {
    label: '维修资金（物业）',
    items: [
      {
        path: '/withdrawal',
        label: '商品房维修支取申请',
        initials: 'spfwxzqsq',
        permission: 'withdrawal.prepare',
        icon: Document,
      },
      { path: '/review', label: '待办任务单', initials: 'dbrwd', permission: 'withdrawal.prepare', icon: Finished },
    ],
  },
  {
    label: '维修资金（审核）',
    items: [
      { path: '/review', label: '维修支取材料录入', initials: 'wxzqcllr', permission: 'withdrawal.receive', icon: Finished },
      { path: '/review', label: '建委审核', initials: 'jwsh', permission: 'withdrawal.bureau_review', icon: Finished },
      { path: '/review', label: '管理部复核', initials: 'glbfh', permission: 'withdrawal.department_review', icon: Finished },
      { path: '/review', label: '维修支取拨付', initials: 'wxzqbf', permission: 'withdrawal.release', icon: Finished },
    ],
  },
  {
    label: '其他',
    items: [
      { path: '/flow', label: '业务流水查询', initials: 'ywlscx', permission: 'withdrawal.read', icon: Tickets },
      { path: '/form/reprint', label: '补打', initials: 'bd', permission: 'form.print', icon: Printer },
    ],
  },
  {
    label: '系统管理',
    items: [{ path: '/users', label: '用户管理', initials: 'yhgl', permission: 'identity.manage', icon: User }],
  },
]

/** The groups and items that these permissions open; a group without items is left out. */
export function openTo(permissions: readonly string[]): NavGroup[] {
  return NAVIGATION.map(({ label, items }) => ({
    label,
    items: items.filter(({ permission }) => permissions.includes(permission)),
  })).filter(({ items }) => items.length > 0)
}
