/** What may be wider than a phone: it scrolls sideways by itself, also by keyboard. */
import type { ComponentChildren } from 'preact'

export const Wide = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without a pointer it could not be scrolled
  <section class="scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
)
