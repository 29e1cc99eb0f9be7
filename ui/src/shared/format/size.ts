/** Sizes of files as people read them: rounded up, so that what is too large never looks as if it fitted. */

/** 512000 → "500 KB", 11000000 → "10.5 MB" */
export function formatSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  const tenths = Math.ceil((bytes * 10) / (1024 * 1024))
  return tenths % 10 === 0 ? `${tenths / 10} MB` : `${Math.floor(tenths / 10)}.${tenths % 10} MB`
}
