#include "api/revoke_session.hpp"

#include "api/json_body.hpp"
#include "api/wallet_address.hpp"
#include "base/timestamp.hpp"

namespace burner::api {

using base::Result;
using base::Task;

Result<NoInput> RevokeSession::parse(const Call&) {
    return NoInput{};
}

Task<Result<NoInput>> RevokeSession::run(const Call& call, Input) {
    auto& sessions = call.services.sessions;
    const auto revoked =
        co_await base::run_on(call.services.store, [&] { return sessions.revoke(call.caller->project().id, call.id); });
    if (!revoked) co_return std::unexpected(revoked.error());
    co_return NoInput{};
}

http::Response RevokeSession::render(NoInput) {
    http::Response response{.status = 204};
    response.content_type = {};
    return response;
}

Result<RevokeSessions::Input> RevokeSessions::parse(const Call& call) {
    const auto body = JsonObject::parse(call.request.body, {"walletAddress", "issuedBefore"});
    if (!body) return std::unexpected(body.error());
    Input input;
    const auto address = body->optional_text("walletAddress");
    if (!address) return std::unexpected(address.error());
    if (*address) {
        const auto wallet = parse_wallet_address(**address);
        if (!wallet) return std::unexpected(wallet.error());
        input.wallet = *wallet;
    }
    const auto before = body->optional_text("issuedBefore");
    if (!before) return std::unexpected(before.error());
    if (*before) {
        input.issued_before = base::from_rfc3339(**before);
        if (!input.issued_before) return invalid("issuedBefore must be a UTC time like 2026-04-09T12:10:00.000Z");
    }
    return input;
}

Task<Result<NoInput>> RevokeSessions::run(const Call& call, Input input) {
    auto& sessions = call.services.sessions;
    const auto revoked = co_await base::run_on(call.services.store, [&] {
        return sessions.revoke_all(call.caller->project().id, input.wallet, input.issued_before);
    });
    if (!revoked) co_return std::unexpected(revoked.error());
    co_return NoInput{};
}

http::Response RevokeSessions::render(NoInput) {
    return {.body = R"({"revoked":true})"};
}

}  // namespace burner::api
