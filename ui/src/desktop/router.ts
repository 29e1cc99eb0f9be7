/** Screens by address. Hash history: the window loads files, not a server. */
import { createRouter, createWebHashHistory } from 'vue-router'

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
      path: '/users',
      component: () => import('./identity/users/index.vue'),
      meta: { trail: ['系统管理', '用户管理'] },
    },
    { path: '/outbox', component: () => import('./outbox/index.vue'), meta: { trail: ['待发送'] } },
    {
      path: '/:unknown(.*)',
      component: () => import('./frame/NotFound.vue'),
      meta: { trail: ['没有这个页面'] },
    },
  ],
})
