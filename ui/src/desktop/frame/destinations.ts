/** Where something that was found or told is opened, for this person. */
import type { Hit, Notification } from '@/platform'

const REVIEWS = ['withdrawal.receive', 'withdrawal.bureau_review', 'withdrawal.department_review', 'withdrawal.release']

function pathOfSheet(id: string, isDraft: boolean, permissions: readonly string[]): string {
  if (REVIEWS.some((permission) => permissions.includes(permission))) return `/review/${id}`
  return isDraft ? `/withdrawal/${id}` : `/withdrawal?sheet=${id}`
}

/** The page of a hit; a community or a unit opens where its buildings are shown. */
export function pathOfHit(hit: Hit, permissions: readonly string[]): string {
  if (hit.kind === 'sheet') return pathOfSheet(hit.id, hit.state === 'draft', permissions)
  const building = hit.building_id ? `?building=${hit.building_id}&unit=${hit.id}` : ''
  return `/estate/${hit.community_id ?? hit.id}${building}`
}

/** What the outbox did not get through is decided there; the rest is about a sheet. */
export function pathOfNotification(item: Notification, permissions: readonly string[]): string {
  if (item.kind === 'refused' || item.kind === 'conflict') return '/outbox'
  return pathOfSheet(item.subject_id, false, permissions)
}
