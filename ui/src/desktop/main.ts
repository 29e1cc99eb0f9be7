/** Entry of the desktop window and of the browser's /desk. */
import '@/shared/style/base.css'
import { localeContextKey } from 'element-plus'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { createApp, ref } from 'vue'
import { startPlatform } from '@/platform'
import App from './App.vue'
import { applyAppearance } from '@/shared/style/appearance'
import { followConnection } from './frame/connection'
import { router } from './router'

applyAppearance()
void startPlatform().then(() => {
  followConnection()
  const app = createApp(App).use(router)
  app.provide(localeContextKey, ref(zhCn))
  app.mount('#app')
})
