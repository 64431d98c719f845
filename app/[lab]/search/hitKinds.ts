import {
  BatteryMedium,
  BookOpen,
  ChartLine,
  FlaskConical,
  type LucideIcon,
  MessageSquare,
  NotebookText,
  Rows3,
  TestTubeDiagonal,
  User,
} from 'lucide-react'
import type { SearchHit } from '@/server/views'

/** What search can find, in words and signs. */
export const hitKinds: Record<SearchHit['kind'], { one: string; many: string; Icon: LucideIcon }> = {
  plan: { one: 'plan', many: 'Plans', Icon: NotebookText },
  recipe: { one: 'recipe', many: 'Recipes', Icon: Rows3 },
  run: { one: 'run', many: 'Runs', Icon: FlaskConical },
  sample: { one: 'sample', many: 'Samples', Icon: TestTubeDiagonal },
  cell: { one: 'cell', many: 'Cells', Icon: BatteryMedium },
  test: { one: 'test', many: 'Tests', Icon: ChartLine },
  comment: { one: 'comment', many: 'Comments', Icon: MessageSquare },
  material: { one: 'library', many: 'Library', Icon: BookOpen },
  member: { one: 'person', many: 'People', Icon: User },
}
