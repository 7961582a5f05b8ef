#include "api/endpoints/revoke_session.hpp"

#include <functional>

#include "api/audited.hpp"
#include "api/services.hpp"
#include "api/wire/request_body.hpp"
#include "base/gather.hpp"
#include "base/timestamp.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

using Change = access::Sessions::Change;

/// Waits until every node knows the revocation. Without one nothing was changed.
Task<Result<void>> announce(const Call& call, Change revoked) {
    if (!revoked) co_return Result<void>{};
    const auto committed_at = call.services.clock.steady();
    auto known = co_await call.services.access.announcer.announce(*revoked);
    if (known) call.services.metrics.count_revocation(call.services.clock.steady() - committed_at);
    co_return known;
}

/// Waits until every node knows the revocation, and records it meanwhile: it has happened, whoever knows it. On this
/// worker.
Task<Result<NoInput>> see_through(const Call& call, Result<Change> revoked,
                                  std::function<Result<void>(const Call&)> record) {
    if (!revoked) co_return std::unexpected(revoked.error());
    const auto [known, recorded] = co_await base::gather(
        announce(call, *revoked), base::run_on(call.services.store, [&] { return record(call); }));
    if (!known) co_return std::unexpected(known.error());
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return NoInput{};
}

/// Records the end of one session. On a storage thread. An id that cannot be a session's is not recorded: it could be
/// anything, even a secret.
Result<void> record_one(const Call& call) {
    if (!access::issued_at_of(call.id)) return {};
    auto event = audited(call, audit::Action::session_revoke);
    event.subject = call.id;
    return call.services.audit.record(event);
}

Result<void> record_many(const Call& call, const RevokeSessions::Input& input) {
    const auto& project = call.caller->project().id;
    auto event = audited(call, audit::Action::session_revoke);
    const std::string wallet = input.wallet ? solana::to_base58(*input.wallet) : std::string{};
    const std::string detail =
        input.issued_before ? "issued before " + base::to_rfc3339(*input.issued_before) : std::string{};
    event.subject = input.wallet ? wallet : project;
    event.wallet = wallet;
    event.detail = detail;
    return call.services.audit.record(event);
}

}  // namespace

Result<NoInput> RevokeSession::parse(const Call&) {
    return NoInput{};
}

Task<Result<NoInput>> RevokeSession::run(const Call& call, Input) {
    auto revoked = co_await base::run_on(
        call.services.store, [&] { return call.services.access.sessions.revoke(call.caller->project().id, call.id); });
    co_return co_await see_through(call, std::move(revoked), record_one);
}

http::Response RevokeSession::render(NoInput) {
    http::Response response{.status = 204};
    response.content_type = {};
    return response;
}

Result<RevokeSessions::Input> RevokeSessions::parse(const Call& call) {
    RequestBody body{call.request.body, {"walletAddress", "issuedBefore"}};
    const Input input{
        .wallet = body.optional("walletAddress", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address),
        .issued_before =
            body.optional("issuedBefore", base::from_rfc3339, "must be a UTC time like 2026-04-09T12:10:00.000Z")};
    return body.result(input);
}

Task<Result<NoInput>> RevokeSessions::run(const Call& call, Input input) {
    auto revoked = co_await base::run_on(call.services.store, [&] {
        return call.services.access.sessions.revoke_all(call.caller->project().id, input.wallet, input.issued_before);
    });
    std::function<Result<void>(const Call&)> record = [input](const Call& recorded) {
        return record_many(recorded, input);
    };
    co_return co_await see_through(call, std::move(revoked), std::move(record));
}

http::Response RevokeSessions::render(NoInput) {
    return {.body = R"({"revoked":true})"};
}

}  // namespace burner::api
