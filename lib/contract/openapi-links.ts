/** What may follow what: which part of a reply another operation takes (OpenAPI 3.1, Link Object). By operation. */

type Link = {
  operationId: string
  parameters?: Record<string, string>
  requestBody?: Record<string, string>
}

const session = { sessionId: '$response.body#/sessionId' }

const afterQuestion = (questionId: string): Link[] => [
  { operationId: 'answerQuestion', requestBody: { ...session, questionId, answer: 'A' } },
  { operationId: 'answerQuestionBySessionId', parameters: session, requestBody: { questionId, answer: 'A' } },
  { operationId: 'reportQuestion', requestBody: { questionId, reason: 'other' } },
]

const afterSession: Link[] = [
  { operationId: 'getQuiz', parameters: session },
  { operationId: 'abandonQuiz', parameters: session },
]

const started = [...afterQuestion('$response.body#/question/id'), ...afterSession]

const answered = (sessionId: string): Record<number, Link[]> => {
  const requestBody = { sessionId, questionId: '$response.body#/nextQuestion/id', answer: 'A' }
  const look = { operationId: 'getQuiz', parameters: { sessionId } }
  return { 200: [{ operationId: 'answerQuestion', requestBody }, look], 202: [look] }
}

const topic = (topicId: string): Link[] => [
  { operationId: 'getTopic', parameters: { topicId } },
  { operationId: 'startQuiz', requestBody: { topicId } },
]

const user = (userId: string): Link[] => [
  { operationId: 'getUserProgress', parameters: { userId } },
  { operationId: 'changeUser', parameters: { userId } },
]

const question = (questionId: string): Link[] => [
  { operationId: 'getQuestion', parameters: { questionId } },
  { operationId: 'reviewQuestion', parameters: { questionId } },
]

const prompt = { name: '$response.body#/name', version: '$response.body#/version' }

export const links: Record<string, Record<number, Link[]>> = {
  startQuiz: { 200: started, 201: started, 202: afterSession },
  answerQuestion: answered('$request.body#/sessionId'),
  answerQuestionBySessionId: answered('$request.path.sessionId'),
  getQuiz: { 200: afterQuestion('$response.body#/question/id') },
  listTopics: { 200: topic('$response.body#/topics/0/topicId') },
  createTopic: {
    201: [
      ...topic('$response.body#/topicId'),
      { operationId: 'requestQuestions', requestBody: { topicId: '$response.body#/topicId' } },
      { operationId: 'replaceTopicByTopicId', parameters: { topicId: '$response.body#/topicId' } },
    ],
  },
  requestQuestions: {
    202: [{ operationId: 'getRequestedQuestions', parameters: { jobId: '$response.body#/jobId' } }],
  },
  listQuestions: { 200: question('$response.body#/questions/0/id') },
  createPrompt: { 201: [{ operationId: 'changePrompt', requestBody: { ...prompt, status: 'active' } }] },
  getMe: { 200: user('$response.body#/userId') },
  findUsers: { 200: user('$response.body#/users/0/userId') },
}
