/** What each person may open, in the order and with the words of the office (source 4 §4–§7). */
import {
  Calendar,
  DataAnalysis,
  Document,
  Finished,
  List,
  Money,
  OfficeBuilding,
  Printer,
  Search,
  Setting,
  Tickets,
  User,
  Warning,
} from '@element-plus/icons-vue'
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

/** Who looks sheets up that are not in their inbox. Nobody holds two of these: the duties are separated. */
const READERS = ['withdrawal.receive', 'withdrawal.bureau_review', 'withdrawal.department_review', 'withdrawal.release', 'audit.verify']

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
    label: '房屋资料',
    items: [{ path: '/estate', label: '小区楼盘', initials: 'xqlp', permission: 'estate.read', icon: OfficeBuilding }],
  },
  {
    label: '资金账务',
    items: [
      { path: '/ledger/incoming', label: '收款与暂收', initials: 'skyzs', permission: 'ledger.receive', icon: Money },
      { path: '/ledger/incoming', label: '暂收款退回', initials: 'zskth', permission: 'withdrawal.release', icon: Money },
      { path: '/ledger/tasks', label: '资金待处理', initials: 'zjdcl', permission: 'ledger.receive', icon: Warning },
      { path: '/ledger/tasks', label: '资金待处理', initials: 'zjdcl', permission: 'ledger.decide', icon: Warning },
      { path: '/ledger/top-ups', label: '续交名单', initials: 'xjmd', permission: 'estate.read', icon: List },
      { path: '/ledger/checks', label: '对账结果', initials: 'dzjg', permission: 'ledger.decide', icon: DataAnalysis },
      { path: '/ledger/checks', label: '对账与审计', initials: 'dzysj', permission: 'audit.verify', icon: DataAnalysis },
    ],
  },
  {
    label: '其他',
    items: [
      ...READERS.map((permission) => ({ path: '/sheets', label: '任务单查询', initials: 'rwdcx', permission, icon: Search })),
      { path: '/flow', label: '业务流水查询', initials: 'ywlscx', permission: 'withdrawal.read', icon: Tickets },
      { path: '/form/reprint', label: '补打', initials: 'bd', permission: 'form.print', icon: Printer },
    ],
  },
  {
    label: '系统管理',
    items: [
      { path: '/users', label: '用户管理', initials: 'yhgl', permission: 'identity.manage', icon: User },
      { path: '/parameters', label: '业务参数', initials: 'ywcs', permission: 'parameter.manage', icon: Setting },
      { path: '/calendar', label: '工作日历', initials: 'gzrl', permission: 'parameter.manage', icon: Calendar },
    ],
  },
]

/** The groups and items that these permissions open; a group without items is left out. */
export function openTo(permissions: readonly string[]): NavGroup[] {
  return NAVIGATION.map(({ label, items }) => ({
    label,
    items: items.filter(({ permission }) => permissions.includes(permission)),
  })).filter(({ items }) => items.length > 0)
}
