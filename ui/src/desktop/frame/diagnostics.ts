/** 导出诊断包: the person says where; what comes of it is told in a line. */
import { ElMessage } from 'element-plus'
import { platform } from '@/platform'
import { sentenceOf } from '@/shared/messages/errors'

export async function saveDiagnostics(): Promise<void> {
  try {
    if (await platform().desk?.saveDiagnostics()) ElMessage.success('诊断包已保存，请转交系统管理员。其中没有姓名、证件号码和金额。')
  } catch (problem) {
    ElMessage.error(sentenceOf(problem))
  }
}
