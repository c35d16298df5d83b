/** A UTC day, up to today. */
import { dayFromNow } from './times.ts'

export const DateField = ({ label, name, value }: { label: string; name: string; value: string }) => (
  <label>
    {label}
    <input type="date" name={name} required max={dayFromNow(0)} defaultValue={value} />
  </label>
)
