/** Whether the server answers, for every screen. */
import { reactive } from 'vue'
import { platform, type Connection } from '@/platform'

export const connection = reactive<Connection>({ online: true, since: null, pending: 0, attention: 0 })

/** Follows the platform's connection for as long as the window lives. */
export function followConnection(): void {
  platform().onConnection((now) => Object.assign(connection, now))
}
