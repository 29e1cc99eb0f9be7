/** Screens by address. Hash history: the window loads files, not a server. */
import { ElMessage } from 'element-plus'
import { createRouter, createWebHashHistory } from 'vue-router'
import { platform } from '@/platform'

declare module 'vue-router' {
  interface RouteMeta {
    /** Where the person is, in the top bar, outermost first. */
    trail: readonly string[]
  }
}

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: () => import('./home/index.vue'), meta: { trail: ['首页'] } },
    {
      path: '/withdrawal',
      component: () => import('./withdrawal/index.vue'),
      meta: { trail: ['维修资金（物业）', '商品房维修支取申请'] },
    },
    {
      path: '/withdrawal/new',
      component: () => import('./withdrawal/NewSheet.vue'),
      meta: { trail: ['维修资金（物业）', '商品房维修支取申请', '新建任务单'] },
    },
    {
      path: '/withdrawal/:sheetId',
      component: () => import('./withdrawal/SheetWizard.vue'),
      meta: { trail: ['维修资金（物业）', '商品房维修支取申请', '新建任务单'] },
      children: [
        { path: '', component: () => import('./withdrawal/SheetForm.vue') },
        { path: 'units/:buildingId', component: () => import('./withdrawal/SelectUnits.vue') },
        { path: 'confirm', component: () => import('./withdrawal/ConfirmSheet.vue') },
      ],
    },
    {
      path: '/withdrawal/:sheetId/done',
      component: () => import('./withdrawal/DoneSheet.vue'),
      meta: { trail: ['维修资金（物业）', '商品房维修支取申请', '业务结束'] },
    },
    {
      path: '/withdrawal/:sheetId/signatures',
      component: () => import('./withdrawal/signatures/index.vue'),
      meta: { trail: ['维修支取', '待办任务单', '录入业主签字'] },
    },
    {
      path: '/flow',
      component: () => import('./flow/index.vue'),
      meta: { trail: ['其他', '业务流水查询'] },
    },
    {
      path: '/form/reprint',
      component: () => import('./form/Reprint.vue'),
      meta: { trail: ['其他', '补打'] },
    },
    {
      path: '/sheets',
      component: () => import('./withdrawal/SheetQuery.vue'),
      meta: { trail: ['其他', '任务单查询'] },
    },
    {
      path: '/review',
      component: () => import('./withdrawal/review/index.vue'),
      meta: { trail: ['维修支取', '待办任务单'] },
    },
    {
      path: '/review/:sheetId',
      component: () => import('./withdrawal/review/ReviewCase.vue'),
      meta: { trail: ['维修支取', '待办任务单', '办理'] },
    },
    {
      path: '/withdrawal/:sheetId/settlement',
      component: () => import('./withdrawal/settlement/index.vue'),
      meta: { trail: ['维修资金（物业）', '商品房维修支取申请', '结算'] },
    },
    {
      path: '/ledger/incoming',
      component: () => import('./ledger/incoming/index.vue'),
      meta: { trail: ['资金账务', '收款与暂收'] },
    },
    { path: '/ledger/tasks', component: () => import('./ledger/tasks/index.vue'), meta: { trail: ['资金账务', '资金待处理'] } },
    { path: '/ledger/top-ups', component: () => import('./ledger/top-ups/index.vue'), meta: { trail: ['资金账务', '续交名单'] } },
    { path: '/ledger/checks', component: () => import('./ledger/checks/index.vue'), meta: { trail: ['资金账务', '对账与审计'] } },
    {
      path: '/users',
      component: () => import('./identity/users/index.vue'),
      meta: { trail: ['系统管理', '用户管理'] },
    },
    { path: '/estate', component: () => import('./estate/index.vue'), meta: { trail: ['房屋资料', '小区楼盘'] } },
    {
      path: '/estate/:communityId',
      component: () => import('./estate/CommunityPage.vue'),
      meta: { trail: ['房屋资料', '小区楼盘', '楼盘'] },
    },
    {
      path: '/estate/:communityId/import',
      component: () => import('./estate/import/ImportPage.vue'),
      meta: { trail: ['房屋资料', '小区楼盘', '导入楼盘表'] },
    },
    {
      path: '/parameters',
      component: () => import('./parameter/index.vue'),
      meta: { trail: ['系统管理', '业务参数'] },
    },
    {
      path: '/calendar',
      component: () => import('./parameter/calendar/index.vue'),
      meta: { trail: ['系统管理', '工作日历'] },
    },
    { path: '/outbox', component: () => import('./outbox/index.vue'), meta: { trail: ['待发送与已送出'] } },
    {
      path: '/:unknown(.*)',
      component: () => import('./frame/NotFound.vue'),
      meta: { trail: ['没有这个页面'] },
    },
  ],
})

let unopened: { close: () => void } | null = null

// A page whose files do not come or do not run would otherwise leave the click without any effect.
router.onError((error, to) => {
  console.error(to.fullPath, error)
  const next = platform().kind === 'browser' ? '可能是网络中断，请检查网络后再点一次；仍不行请刷新页面。' : '请关闭程序后重新打开；仍不行请联系管理员。'
  unopened?.close()
  unopened = ElMessage.error({ message: `打不开“${to.meta.trail.at(-1) ?? to.fullPath}”。${next}`, duration: 0, showClose: true })
})
// What opens now shows that it is over.
router.afterEach((_to, _from, failure) => {
  if (failure === undefined) unopened?.close()
})
