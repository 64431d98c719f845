import { z } from 'zod'
import { roles } from '@/db/schema/members'
import { changeRole, getMembers, removeMember } from '../../services/members'
import { labProcedure, router } from '../init'
import { idInput } from '../inputs'

const member = idInput('member')

export const membersRouter = router({
  list: labProcedure('member.read').query(({ ctx }) => getMembers(ctx)),
  changeRole: labProcedure('member.change-role')
    .input(z.object({ member, role: z.enum(roles) }))
    .mutation(({ ctx, input }) => changeRole(ctx, input.member, input.role)),
  remove: labProcedure('member.remove')
    .input(z.object({ member }))
    .mutation(({ ctx, input }) => removeMember(ctx, input.member)),
})
