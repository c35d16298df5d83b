/** A small hash for decisions that must be spread evenly and yet be the same in every replay. Not for security. */

/**
 * 32-bit FNV-1a over UTF-16 code units, then MurmurHash3's finaliser, since FNV alone leaves texts that differ only in
 * their last character close together.
 *
 * Fowler, Noll & Vo: http://www.isthe.com/chongo/tech/comp/fnv/; Appleby: MurmurHash3, fmix32.
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
