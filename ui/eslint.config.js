import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

// The shell and the network are reached in one place each, so that the same screens run in a window and in a browser.
const onlyPlatform = {
  'no-restricted-imports': [
    'error',
    { patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/platform/tauri.ts speaks to the shell.' }] },
  ],
  'no-restricted-globals': ['error', { name: 'fetch', message: 'Only src/platform/http.ts speaks to the network.' }],
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/contract/schema.ts'] },
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    rules: {
      ...onlyPlatform,
      'max-lines': ['error', { max: 250 }],
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
    },
  },
  { files: ['src/platform/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/platform/http.ts'], rules: { 'no-restricted-globals': 'off' } },
)
