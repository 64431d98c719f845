/** A command cannot do what was asked; the message is one line for the person at the terminal. */
export class CommandProblem extends Error {}
