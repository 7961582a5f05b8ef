#include "admin/endpoints/wallet_sessions.hpp"

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/live_sessions.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/errors.hpp"
#include "api/wire/query.hpp"
#include "api/wire/request_body.hpp"
#include "solana/pubkey.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

/// What is to end: one session, those of a wallet, or all where neither is there.
struct Ending {
    std::optional<std::string> session_id;
    std::optional<solana::Pubkey> wallet;
    std::optional<base::UnixTime> issued_before;
};

Result<Ending> ending_from(std::string_view text) {
    api::RequestBody body{text, {"sessionId", "wallet", "all", "issuedBefore"}};
    const auto is_id = [](std::string_view id) { return access::issued_at_of(id) ? as_text(id) : std::nullopt; };
    const Ending ending{
        .session_id = body.optional("sessionId", is_id, "must be the id of a session"),
        .wallet = body.optional("wallet", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address),
        .issued_before =
            body.optional("issuedBefore", base::from_rfc3339, "must be a UTC time like 2026-04-09T12:10:00.000Z")};
    const bool is_all = body.flag("all").value_or(false);
    if (int{body.has("sessionId")} + int{body.has("wallet")} + int{is_all} != 1)
        body.refuse("Give one of sessionId, wallet, or all with true");
    if (body.has("sessionId") && body.has("issuedBefore")) body.refuse("issuedBefore is for wallet and all");
    return body.result(ending);
}

/// Ends it and writes it down. On a storage thread.
Result<access::Sessions::Change> end_wallet_sessions(const Call& call, const Ending& ending, Result<void>& recorded) {
    auto& sessions = call.services.sessions;
    auto change = ending.session_id ? sessions.revoke(call.project, *ending.session_id)
                                    : sessions.revoke_all(call.project, ending.wallet, ending.issued_before);
    if (!change) return change;
    const std::string wallet = ending.wallet ? solana::to_base58(*ending.wallet) : std::string{};
    const std::string detail =
        ending.issued_before ? "issued before " + base::to_rfc3339(*ending.issued_before) : std::string{};
    const std::string_view all = ending.wallet ? std::string_view{wallet} : call.project;
    recorded = record(call, {.action = audit::Action::session_revoke,
                             .project = call.project,
                             .subject = ending.session_id ? std::string_view{*ending.session_id} : all,
                             .detail = detail,
                             .wallet = wallet});
    return change;
}

void write_wallet_session(base::JsonWriter& json, const access::Session& session) {
    json.member("sessionId", session.id);
    json.member("wallet", solana::to_base58(session.wallet));
    json.member("keyId", session.key_id);
    json.member("mode", access::to_text(session.mode));
    json.array("scopes", session.scopes.list(),
               [](base::JsonWriter& out, access::Scope scope) { out.value(access::to_text(scope)); });
    write_time(json, "issuedAt", session.issued_at);
    write_time(json, "expiresAt", session.expires_at);
    json.member("bound", session.bound_to.has_value());
}

/// Says what became of a session: of a key that has ended all have, too.
std::string_view state_of_session(const Call& call, const LoggedSession& session) {
    if (session.is_revoked) return "revoked";
    const auto key = call.services.keys.find_key(session.key_id);
    return key != nullptr && key->key.active_at(call.services.clock.now()) ? "live" : "revoked";
}

}  // namespace

/// The bytes of the log are bounded: of a server that mints more in an hour, the newest are listed.
Task<Result<http::Response>> list_wallet_sessions(Call& call) {
    constexpr std::uint64_t max_read = 64u << 20;
    api::Query query{call.request.query, {"wallet", "key"}};
    const auto wallet = query.text("wallet"), key = query.text("key");
    if (auto read = query.result(); !read) co_return std::unexpected(read.error());
    const auto log = log_of(call);
    if (!log) co_return std::unexpected(log.error());
    LiveSessions live{call.project, call.services.clock.now()};
    const auto done = co_await base::run_on(call.services.store, [&] {
        return (*log)->newest(max_read, [&](const audit::StoredEvent& event) { return live.take(event); });
    });
    if (!done) co_return std::unexpected(done.error());
    auto listed = live.found();
    std::erase_if(listed, [&](const LoggedSession& session) {
        return (wallet && session.wallet != *wallet) || (key && session.key_id != *key);
    });
    co_return list_answer(listed, [&](base::JsonWriter& json, const LoggedSession& session) {
        json.member("sessionId", session.id);
        json.member("wallet", session.wallet);
        json.member("keyId", session.key_id);
        write_time(json, "issuedAt", session.issued_at);
        write_time(json, "expiresAt", session.expires_at);
        json.member("state", state_of_session(call, session));
    });
}

/// Announces a revocation even where it cannot be recorded: it has happened.
Task<Result<http::Response>> revoke_wallet_sessions(Call& call) {
    const auto ending = ending_from(call.request.body);
    if (!ending) co_return std::unexpected(ending.error());
    Result<void> recorded;
    const auto change =
        co_await base::run_on(call.services.store, [&] { return end_wallet_sessions(call, *ending, recorded); });
    if (!change) co_return std::unexpected(change.error());
    if (*change) {
        const auto known = co_await call.services.announcer.announce(**change);
        if (!known) co_return std::unexpected(known.error());
    }
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return object_answer(200, [](base::JsonWriter& json) { json.member("revoked", true); });
}

/// A token of another project answers as one that is none.
Task<Result<http::Response>> inspect_wallet_session(Call& call) {
    api::RequestBody body{call.request.body, {"token"}};
    const std::string token{body.text("token")};
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto found = call.services.lease.look_up([&] { return call.services.sessions.authenticate(token); });
    const bool is_undecided =
        !found && (found.error().code == base::ErrorCode::overloaded || found.error().code == base::ErrorCode::pending);
    if (is_undecided) co_return std::unexpected(found.error());
    const bool is_live = found && found->session.project == call.project;
    const auto why = found ? base::ErrorCode::invalid_session_token : found.error().code;
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("active", is_live);
        if (!is_live) return json.member("reason", api::row_of(why).word);
        json.key("session");
        json.begin_object();
        write_wallet_session(json, found->session);
        json.end_object();
    });
}

}  // namespace burner::admin
