/** The route table holds together: names, files, access, paths. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allowedMethods, shadowedRoutes } from '../../lib/contract/allowed-methods.ts'
import { problems } from '../../lib/contract/problem.ts'
import { problemsOf } from '../../lib/contract/route-problems.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
  test('has its handler, in a file of its own name', () => {
    expect(existsSync(new URL(`../../${route.handler}`, import.meta.url))).toBe(true)
    expect(basename(route.handler, '.ts')).toBe(route.name)
    expect(route.name).toMatch(/^[a-z]+(-[a-z]+)+$/)
  })

  test('declares exactly the parameters of its path', () => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual(inPath.sort())
  })

  test('is for admins exactly when it is administration', () => {
    expect(route.access === 'admin').toBe(route.tag === 'Administration')
    if (route.path.startsWith('/api/admin/')) expect(route.access).toBe('admin')
    if (route.access === 'anyone') expect(route.tag).toBe('Service')
  })

  test('takes a body exactly when its method says so', () => {
    const bodiless = ['GET', 'DELETE'].includes(route.method) || route.path.endsWith('/abandon')
    expect(route.body === undefined).toBe(bodiless)
  })

  test('announces a success, and no problem twice', () => {
    expect(Object.keys(route.responses).some((status) => status.startsWith('2'))).toBe(true)
    expect(new Set(problemsOf(route)).size).toBe(problemsOf(route).length)
  })

  test('is known to its path', () => {
    const path = route.path.replaceAll(/\{\w+\}/g, '65f0c0ffee65f0c0ffee65f0')
    expect(allowedMethods(routes, path)).toContain(route.method)
  })
})

test('no method and path stands twice', () => {
  const keys = routes.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(keys).size).toBe(keys.length)
})

test('routes of one name are one function', () => {
  for (const [, same] of Map.groupBy(routes, ({ name }) => name)) {
    expect(new Set(same.map(({ handler, access, method }) => `${handler} ${access} ${method}`)).size).toBe(1)
  }
})

test('the default route has its handler', () => {
  expect(existsSync(new URL(`../../${defaultRoute.handler}`, import.meta.url))).toBe(true)
})

test('only the default route answers 404 and 405 about paths', () => {
  expect(routes.flatMap(problemsOf)).not.toContain('unknown-route')
  expect(routes.flatMap(problemsOf)).not.toContain('method-not-allowed')
})

test('every other problem can be met on some route', () => {
  const met = new Set([...routes.flatMap(problemsOf), 'unknown-route', 'method-not-allowed'])
  expect(Object.keys(problems).filter((name) => !met.has(name))).toEqual([])
})

test.each([
  ['/api/topics/', []],
  ['/api/topics//', []],
  ['/api/topic', []],
  ['/', []],
  ['', []],
  ['/api/user/me', ['GET', 'DELETE']],
  ['/api/admin/topics', ['POST', 'PUT']],
  ['/api/quiz/start', ['POST']],
  ['/api/quiz/started', ['GET']],
  ['/api/topics/anything%2Felse', ['GET']],
])('the path %j knows %j', (path, methods) => {
  expect(allowedMethods(routes, path)).toEqual(methods)
})

test('a path of the table is no parameter of another, whatever the method', () => {
  expect(shadowedRoutes(routes)).toEqual(
    ['start', 'answer', 'report'].map((word) => ({ method: 'GET', path: `/api/quiz/${word}` })),
  )
})
