/** Whether the server answers, for every screen. */
import { reactive } from 'vue'
import { plainConnection, platform, type Connection, type SyncProgress } from '@/platform'

export const connection = reactive<Connection>(plainConnection(true, null))

/** "同步中 37%", "同步已暂停 37%", or nothing where this machine is up to date. */
export function syncWords({ state, done, total }: SyncProgress): string {
  if (state !== 'running' && state !== 'paused') return ''
  const share = total > 0 ? Math.min(100, Math.floor((done * 100) / total)) : 0
  return `${state === 'running' ? '同步中' : '同步已暂停'} ${share}%`
}

/** "本机时间慢 10 分钟", or nothing where the clock is right. */
export function clockWords(ahead: number): string {
  if (ahead === 0) return ''
  const minutes = Math.abs(ahead)
  const off = minutes < 120 ? `${minutes} 分钟` : `${Math.round(minutes / 60)} 小时`
  return `本机时间${ahead > 0 ? '快' : '慢'} ${off}`
}

/** Follows the platform's connection for as long as the window lives. */
export function followConnection(): void {
  platform().onConnection((now) => Object.assign(connection, now))
}
