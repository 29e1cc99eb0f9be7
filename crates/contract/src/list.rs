//! The list of commands.

/// Calls `$then!` with every command. A line reads: area, command, route, request, response, who may call it, what it
/// does offline, whether it changes anything.
#[macro_export]
macro_rules! for_each_command {
    ($then:ident) => {
        $then! {
            /// 登录
            identity SignIn "identity.sign_in" SignInRequest => SignInResponse [Public] OnlineOnly Read;
            /// 续期登录
            identity Refresh "identity.refresh" RefreshRequest => SessionTokens [Public] OnlineOnly Read;
            /// 退出登录
            identity SignOut "identity.sign_out" SignOutRequest => SignOutResponse [SignedIn] OnlineOnly Read;
            /// 验证码
            identity Captcha "identity.captcha" CaptchaRequest => CaptchaResponse [Public] OnlineOnly Read;
            /// 获取短信验证码
            identity StartRecovery "identity.start_recovery" StartRecoveryRequest => StartRecoveryResponse [Public] OnlineOnly Read;
            /// 用短信验证码设置新密码
            identity FinishRecovery "identity.finish_recovery" FinishRecoveryRequest => FinishRecoveryResponse [Public] OnlineOnly Read;
            /// 密钥质询
            identity KeyChallenge "identity.key_challenge" KeyChallengeRequest => KeyChallengeResponse [Public] OnlineOnly Read;
            /// 经办人信息确认
            identity ConfirmKey "identity.confirm_key" ConfirmKeyRequest => ConfirmKeyResponse [Public] OnlineOnly Read;
            /// 密钥登录
            identity SignInWithKey "identity.sign_in_with_key" SignInWithKeyRequest => SignInResponse [Public] OnlineOnly Read;
            /// 当前用户
            identity GetMe "identity.me" MeRequest => MeResponse [SignedIn] OnlineOnly Read;
            /// 重新打开本机数据
            identity DeskHalf "identity.desk_half" DeskHalfRequest => DeskHalfResponse [SignedIn] OnlineOnly Read;
            /// 登录设备
            identity ListSessions "identity.list_sessions" ListSessionsRequest => ListSessionsResponse [SignedIn] OnlineOnly Read;
            /// 下线
            identity EndSession "identity.end_session" EndSessionRequest => EndSessionResponse [SignedIn] OnlineOnly Write;
            /// 显示完整信息
            identity Reveal "identity.reveal" RevealRequest => RevealResponse [Needs(Permission::IdentityReveal)] OnlineOnly Read;
            /// 修改密码
            identity ChangePassword "identity.change_password" ChangePasswordRequest => ChangePasswordResponse [SignedIn] OnlineOnly Read;
            /// 单位列表
            identity ListOrganisations "identity.list_organisations" ListOrganisationsRequest => ListOrganisationsResponse [Needs(Permission::IdentityManage)] OnlineOnly Read;
            /// 用户列表
            identity ListUsers "identity.list_users" ListUsersRequest => ListUsersResponse [Needs(Permission::IdentityManage)] OnlineOnly Read;
            /// 新建用户
            identity CreateUser "identity.create_user" CreateUserRequest => UserWritten [Needs(Permission::IdentityManage)] OnlineOnly Write;
            /// 修改用户
            identity UpdateUser "identity.update_user" UpdateUserRequest => UserWritten [Needs(Permission::IdentityManage)] OnlineOnly Write;
            /// 重置密码
            identity ResetPassword "identity.reset_password" ResetPasswordRequest => UserWritten [Needs(Permission::IdentityManage)] OnlineOnly Write;
            /// 工作日历
            calendar CalendarRows "calendar.rows" CalendarRowsRequest => CalendarRowsResponse [SignedIn] CachedRead Read;
            /// 剩余工作日
            calendar DaysLeft "calendar.days_left" DaysLeftRequest => DaysLeftResponse [SignedIn] LocalOnly Read;
            /// 用户的密钥
            identity ListKeys "identity.list_keys" ListKeysRequest => ListKeysResponse [Needs(Permission::IdentityManage)] OnlineOnly Read;
            /// 发放密钥
            identity IssueKey "identity.issue_key" IssueKeyRequest => IssueKeyResponse [Needs(Permission::IdentityManage)] OnlineOnly Write;
            /// 注销密钥
            identity RevokeKey "identity.revoke_key" RevokeKeyRequest => RevokeKeyResponse [Needs(Permission::IdentityManage)] OnlineOnly Write;
            /// 短信发件箱
            identity ListMessages "identity.list_messages" ListMessagesRequest => ListMessagesResponse [Needs(Permission::IdentityManage)] OnlineOnly Read;
            /// 小区列表
            estate ListCommunities "estate.list_communities" ListCommunitiesRequest => ListCommunitiesResponse [Needs(Permission::EstateRead)] CachedRead Read;
            /// 小区的自然幢
            estate GetCommunity "estate.get_community" GetCommunityRequest => CommunityView [Needs(Permission::EstateRead)] CachedRead Read;
            /// 自然幢的分户
            estate ListUnits "estate.list_units" ListUnitsRequest => ListUnitsResponse [Needs(Permission::EstateRead)] CachedRead Read;
            /// 分户的业主
            estate ListOwners "estate.list_owners" ListOwnersRequest => ListOwnersResponse [Needs(Permission::EstateRead)] OnlineOnly Read;
            /// 预览楼盘表
            estate PreviewImport "estate.preview_import" PreviewImportRequest => ImportPreview [Needs(Permission::EstateImport)] OnlineOnly Read;
            /// 导入楼盘表
            estate Import "estate.import" ImportRequest => ImportReport [Needs(Permission::EstateImport)] OnlineOnly Write;
            /// 导入进度
            estate WatchImport "estate.watch_import" ImportJobRequest => ImportProgress [Needs(Permission::EstateImport)] OnlineOnly Read;
            /// 停止导入
            estate StopImport "estate.stop_import" ImportJobRequest => ImportStopped [Needs(Permission::EstateImport)] OnlineOnly Read;
            /// 附件要求
            attachment AttachmentRules "attachment.rules" AttachmentRulesRequest => AttachmentRulesResponse [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 附件传送进度
            attachment AttachmentStates "attachment.states" AttachmentStatesRequest => AttachmentStatesResponse [NeedsOneOf(&[Permission::WithdrawalPrepare, Permission::WithdrawalReceive])] OnlineOnly Read;
            /// 计算分摊
            withdrawal Allocate "withdrawal.allocate" AllocateRequest => AllocateResponse [Needs(Permission::WithdrawalPrepare)] LocalOnly Read;
            /// 保存任务单草稿
            withdrawal SaveDraft "withdrawal.save_draft" SaveDraftRequest => SaveDraftResponse [Needs(Permission::WithdrawalPrepare)] QueuedWrite Write;
            /// 任务单列表
            withdrawal ListSheets "withdrawal.list_sheets" ListSheetsRequest => ListSheetsResponse [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 任务单
            withdrawal GetSheet "withdrawal.get_sheet" GetSheetRequest => SheetView [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 提交任务单
            withdrawal Submit "withdrawal.submit" SubmitRequest => SubmitResponse [Needs(Permission::WithdrawalPrepare)] QueuedWrite Write;
            /// 撤销任务单
            withdrawal Cancel "withdrawal.cancel" CancelRequest => MoveResponse [Needs(Permission::WithdrawalPrepare)] OnlineOnly Write;
            /// 业主签字录入表
            withdrawal GetSignatures "withdrawal.get_signatures" GetSignaturesRequest => SignatureSheet [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 计票
            withdrawal CountSignatures "withdrawal.count_signatures" CountSignaturesRequest => SignatureCount [Needs(Permission::WithdrawalRead)] LocalOnly Read;
            /// 录入业主签字
            withdrawal EnterSignatures "withdrawal.enter_signatures" EnterSignaturesRequest => MoveResponse [NeedsOneOf(&[Permission::WithdrawalPrepare, Permission::WithdrawalReceive])] QueuedWrite Write;
            /// 送审
            withdrawal SendForReview "withdrawal.send_for_review" SendForReviewRequest => MoveResponse [NeedsOneOf(&[Permission::WithdrawalPrepare, Permission::WithdrawalReceive])] OnlineOnly Write;
            /// 建委审核
            withdrawal BureauDecide "withdrawal.bureau_decide" BureauDecideRequest => MoveResponse [Needs(Permission::WithdrawalBureauReview)] OnlineOnly Write;
            /// 管理部复核
            withdrawal DepartmentDecide "withdrawal.department_decide" DepartmentDecideRequest => MoveResponse [Needs(Permission::WithdrawalDepartmentReview)] OnlineOnly Write;
            /// 认领任务单
            withdrawal Claim "withdrawal.claim" ClaimRequest => MoveResponse [NeedsOneOf(&[Permission::WithdrawalReceive, Permission::WithdrawalBureauReview, Permission::WithdrawalDepartmentReview, Permission::WithdrawalRelease])] OnlineOnly Write;
            /// 退回认领
            withdrawal Unclaim "withdrawal.unclaim" ClaimRequest => MoveResponse [NeedsOneOf(&[Permission::WithdrawalReceive, Permission::WithdrawalBureauReview, Permission::WithdrawalDepartmentReview, Permission::WithdrawalRelease])] OnlineOnly Write;
            /// 可改派的人员
            withdrawal ListAssignees "withdrawal.list_assignees" ListAssigneesRequest => ListAssigneesResponse [Needs(Permission::WithdrawalReassign)] OnlineOnly Read;
            /// 改派任务单
            withdrawal Reassign "withdrawal.reassign" ReassignRequest => MoveResponse [Needs(Permission::WithdrawalReassign)] OnlineOnly Write;
            /// 退回复核
            withdrawal SendBack "withdrawal.send_back" SendBackRequest => MoveResponse [Needs(Permission::WithdrawalRelease)] OnlineOnly Write;
            /// 拨付
            withdrawal Release "withdrawal.release" ReleaseRequest => MoveResponse [Needs(Permission::WithdrawalRelease)] OnlineOnly Write;
            /// 查询拨付结果
            withdrawal AskBank "withdrawal.ask_bank" ReleaseRequest => MoveResponse [Needs(Permission::WithdrawalRelease)] OnlineOnly Write;
            /// 更正收款账户
            withdrawal CorrectPayee "withdrawal.correct_payee" CorrectPayeeRequest => MoveResponse [Needs(Permission::WithdrawalPrepare)] OnlineOnly Write;
            /// 确认或驳回收款账户
            withdrawal DecidePayee "withdrawal.decide_payee" DecidePayeeRequest => MoveResponse [Needs(Permission::WithdrawalDepartmentReview)] OnlineOnly Write;
            /// 放弃拨付
            withdrawal GiveUp "withdrawal.give_up" GiveUpRequest => MoveResponse [Needs(Permission::WithdrawalDepartmentReview)] OnlineOnly Write;
            /// 录入结算
            withdrawal EnterSettlement "withdrawal.enter_settlement" EnterSettlementRequest => MoveResponse [Needs(Permission::WithdrawalPrepare)] OnlineOnly Write;
            /// 结算
            withdrawal Settle "withdrawal.settle" SettleRequest => MoveResponse [Needs(Permission::WithdrawalDepartmentReview)] OnlineOnly Write;
            /// 试算追加
            withdrawal PreviewSupplement "withdrawal.preview_supplement" PreviewSupplementRequest => PreviewSupplementResponse [Needs(Permission::WithdrawalRead)] OnlineOnly Read;
            /// 申请追加
            withdrawal RequestSupplement "withdrawal.request_supplement" RequestSupplementRequest => MoveResponse [Needs(Permission::WithdrawalPrepare)] OnlineOnly Write;
            /// 重发指令
            withdrawal SendAgain "withdrawal.send_again" SendAgainRequest => MoveResponse [Needs(Permission::WithdrawalRelease)] OnlineOnly Write;
            /// 修改任务单
            withdrawal Revise "withdrawal.revise" ReviseRequest => MoveResponse [Needs(Permission::WithdrawalPrepare)] QueuedWrite Write;
            /// 办理过程
            withdrawal Timeline "withdrawal.timeline" TimelineRequest => TimelineResponse [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 待办
            withdrawal Inbox "withdrawal.inbox" InboxRequest => InboxResponse [Needs(Permission::WithdrawalRead)] CachedRead Read;
            /// 参数列表
            parameter ListParameters "parameter.list" ListParametersRequest => ListParametersResponse [Needs(Permission::ParameterManage)] OnlineOnly Read;
            /// 参数的历次取值
            parameter ShowHistory "parameter.history" ParameterHistoryRequest => ParameterHistory [Needs(Permission::ParameterManage)] OnlineOnly Read;
            /// 核对参数新值
            parameter PreviewParameter "parameter.preview" SetParameterRequest => ParameterPreview [Needs(Permission::ParameterManage)] OnlineOnly Read;
            /// 设定参数
            parameter SetParameter "parameter.set" SetParameterRequest => ParameterSet [Needs(Permission::ParameterManage)] OnlineOnly Write;
            /// 工作日历
            parameter GetCalendar "parameter.get_calendar" GetCalendarRequest => CalendarView [Needs(Permission::ParameterManage)] OnlineOnly Read;
            /// 核对年度放假安排
            parameter PreviewCalendar "parameter.preview_calendar" PreviewCalendarRequest => CalendarPreview [Needs(Permission::ParameterManage)] OnlineOnly Read;
            /// 导入年度放假安排
            parameter ImportCalendar "parameter.import_calendar" ImportCalendarRequest => CalendarImported [Needs(Permission::ParameterManage)] OnlineOnly Write;
            /// 可同步的范围
            sync Scopes "sync.scopes" ScopesRequest => ScopesResponse [NeedsOneOf(&[Permission::EstateRead, Permission::WithdrawalRead])] OnlineOnly Read;
            /// 范围内的变动
            sync Changes "sync.changes" ChangesRequest => ChangesResponse [NeedsOneOf(&[Permission::EstateRead, Permission::WithdrawalRead])] OnlineOnly Read;
            /// 流水号查询
            ledger FindPayable "ledger.find_payable" FindPayableRequest => FindPayableResponse [Needs(Permission::LedgerReceive)] OnlineOnly Read;
            /// 收款登记
            ledger RegisterReceipt "ledger.register_receipt" RegisterReceiptRequest => IncomingWritten [Needs(Permission::LedgerReceive)] OnlineOnly Write;
            /// 到账列表
            ledger ListIncoming "ledger.list_incoming" ListIncomingRequest => ListIncomingResponse [NeedsOneOf(&[Permission::LedgerReceive, Permission::LedgerDecide, Permission::WithdrawalRelease, Permission::AuditVerify])] OnlineOnly Read;
            /// 匹配暂收款
            ledger Match "ledger.match" MatchRequest => IncomingWritten [Needs(Permission::LedgerReceive)] OnlineOnly Write;
            /// 申请退回暂收款
            ledger AskReturn "ledger.ask_return" AskReturnRequest => IncomingWritten [Needs(Permission::LedgerReceive)] OnlineOnly Write;
            /// 退回暂收款
            ledger DecideReturn "ledger.decide_return" DecideReturnRequest => IncomingWritten [Needs(Permission::WithdrawalRelease)] OnlineOnly Write;
            /// 资金待处理
            ledger ListTasks "ledger.list_tasks" ListTasksRequest => ListTasksResponse [NeedsOneOf(&[Permission::LedgerReceive, Permission::LedgerDecide, Permission::WithdrawalRelease, Permission::AuditVerify])] OnlineOnly Read;
            /// 处理资金差错
            ledger ResolveTask "ledger.resolve_task" ResolveTaskRequest => TaskWritten [Needs(Permission::LedgerDecide)] OnlineOnly Write;
            /// 分户账
            ledger ListEntries "ledger.list_entries" ListEntriesRequest => ListEntriesResponse [Needs(Permission::EstateRead)] OnlineOnly Read;
            /// 续交名单
            ledger ListTopUps "ledger.list_top_ups" ListTopUpsRequest => ListTopUpsResponse [Needs(Permission::EstateRead)] OnlineOnly Read;
            /// 对账结果
            ledger ListChecks "ledger.list_checks" ListChecksRequest => ListChecksResponse [NeedsOneOf(&[Permission::LedgerDecide, Permission::AuditVerify])] OnlineOnly Read;
            /// 审计校验
            ledger Verify "ledger.verify" VerifyRequest => VerifyResponse [Needs(Permission::AuditVerify)] OnlineOnly Read;
            /// 生成表单
            form RenderForm "form.render" RenderFormRequest => RenderFormResponse [Needs(Permission::FormPrint)] LocalOnly Read;
            /// 登记打印
            form RecordPrint "form.record_print" RecordPrintRequest => RecordPrintResponse [Needs(Permission::FormPrint)] QueuedWrite Write;
            /// 补打列表
            form ListPrints "form.list_prints" ListPrintsRequest => ListPrintsResponse [Needs(Permission::FormPrint)] CachedRead Read;
            /// 查验表单
            form VerifyForm "form.verify" VerifyFormRequest => VerifyFormResponse [Public] OnlineOnly Read;
            /// 业务流水
            flow ListFlows "flow.list" ListFlowsRequest => ListFlowsResponse [Needs(Permission::WithdrawalRead)] CachedRead Read;
        }
    };
}

/// One type for each command.
pub mod commands {
    use crate::command::{Access, Command, Effect, Policy};
    use anju_domain::permission::Permission;

    macro_rules! define {
        ($($(#[$doc:meta])* $area:ident $command:ident $name:literal $request:ident => $response:ident
           [$($access:tt)+] $policy:ident $effect:ident;)*) => {
            $(
                $(#[$doc])*
                #[derive(Debug, Clone, Copy)]
                pub struct $command;

                impl Command for $command {
                    const NAME: &'static str = $name;
                    const ACCESS: Access = Access::$($access)+;
                    const POLICY: Policy = Policy::$policy;
                    const EFFECT: Effect = Effect::$effect;
                    type Request = crate::$area::$request;
                    type Response = crate::$area::$response;
                }
            )*
        };
    }
    for_each_command!(define);
}
