import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { include: ['test/grading/*.test.ts','test/grading/code/*.test.ts','test/grading/code/{program,structure}/**/*.test.ts'], exclude: ['test/grading/code/metamorphic.test.ts','test/grading/code/structure/{metamorphic,properties}.test.ts'], setupFiles: 'test/support/environment.ts', testTimeout: 120_000 } })
