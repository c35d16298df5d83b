/** `generate-questions` -> `GenerateQuestions`: our names, as CloudFormation wants its ids and outputs. */
export const pascalCase = (name: string) =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
