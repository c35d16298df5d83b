/** Forms: fields with their labels, and what was entered. */
import type { ComponentChildren } from 'preact'
import { Failure } from './show.tsx'
import type { Action } from './use-action.ts'

export type Entered = {
  /** Trimmed; undefined when nothing was entered. */
  text(name: string): string | undefined
  number(name: string): number | undefined
  isChecked(name: string): boolean
  /** Of the boxes of one name. */
  all(name: string): string[]
  file(name: string): File | undefined
}

function readForm(form: HTMLFormElement): Entered {
  const data = new FormData(form)
  const text = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  return {
    text,
    number: (name) => (text(name) === undefined ? undefined : Number(text(name))),
    isChecked: (name) => data.get(name) !== null,
    all: (name) => data.getAll(name).filter((value) => typeof value === 'string'),
    file: (name) => {
      const value = data.get(name)
      return value instanceof File && value.size > 0 ? value : undefined
    },
  }
}

type FormProps = {
  action: Action<[Entered]>
  submit: string
  children: ComponentChildren
}

export const Form = ({ action, submit, children }: FormProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault()
      action.run(readForm(event.currentTarget))
    }}
  >
    {children}
    <div class="actions">
      <button type="submit" disabled={action.isRunning}>
        {submit}
      </button>
    </div>
    {action.error !== null && <Failure error={action.error} />}
  </form>
)

type FieldProps = { label: string; name: string; required?: boolean; hint?: string }

const Hint = ({ text }: { text: string | undefined }) => (text ? <span class="faint"> {text}</span> : null)

type TextFieldProps = FieldProps & { value?: string; maxLength?: number }

export const TextField = ({ label, value = '', hint, ...input }: TextFieldProps) => (
  <label>
    {label}
    <Hint text={hint} />
    <input defaultValue={value} {...input} />
  </label>
)

type AreaProps = FieldProps & { value?: string; rows?: number; maxLength?: number }

export const Area = ({ label, value = '', hint, rows = 4, ...input }: AreaProps) => (
  <label>
    {label}
    <Hint text={hint} />
    <textarea rows={rows} defaultValue={value} {...input} />
  </label>
)

type NumberFieldProps = FieldProps & { value?: number; min: number; max: number; step?: number }

export const NumberField = ({ label, value, hint, step = 1, ...input }: NumberFieldProps) => (
  <label>
    {label}
    <Hint text={hint} />
    <input type="number" step={step} defaultValue={value === undefined ? '' : String(value)} {...input} />
  </label>
)

type SelectProps = FieldProps & { value?: string; options: readonly (readonly [value: string, text: string])[] }

export const Select = ({ label, value = '', hint, options, ...select }: SelectProps) => (
  <label>
    {label}
    <Hint text={hint} />
    <select defaultValue={value} {...select}>
      {options.map(([option, text]) => (
        <option key={option} value={option} selected={option === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

type CheckProps = { label: string; name: string; value?: string; isChecked?: boolean }

export const Check = ({ label, name, value = 'on', isChecked = false }: CheckProps) => (
  <label class="check">
    <input type="checkbox" name={name} value={value} defaultChecked={isChecked} />
    {label}
  </label>
)
