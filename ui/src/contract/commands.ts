/** Types of commands, read from the generated document: no request or answer is written down twice. */
import type { components, operations } from './schema'

export type Command = keyof operations

export type RequestOf<C extends Command> = operations[C]['requestBody']['content']['application/json']

export type ResponseOf<C extends Command> = operations[C]['responses'][200]['content']['application/json']

/** A named type of the contract. */
export type Contract<Name extends keyof components['schemas']> = components['schemas'][Name]
