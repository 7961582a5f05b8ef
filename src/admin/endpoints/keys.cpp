#include "admin/endpoints/keys.hpp"

#include <fmt/format.h>

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

constexpr std::int64_t longest_overlap = 30 * 86400;

std::string_view state_of(const access::KeyRecord& key, base::UnixTime now) {
    if (key.revoked_at) return "revoked";
    if (!key.active_at(now)) return "ended";
    return key.expires_at ? "ending" : "active";
}

void write_key(base::JsonWriter& json, const access::KeyRecord& key, base::UnixTime now) {
    json.member("id", key.id);
    json.member("name", key.name);
    json.member("kind", access::to_text(key.kind));
    json.member("mode", access::to_text(key.mode));
    json.member("last4", key.last4);
    json.member("state", state_of(key, now));
    write_time(json, "createdAt", key.created_at);
    write_time(json, "expiresAt", key.expires_at);
    write_time(json, "revokedAt", key.revoked_at);
}

/// A new key of a page works for its origins alone, so there must be some.
Result<void> check_form(const Call& call, access::KeyForm form) {
    if (form.kind != access::KeyKind::publishable) return {};
    const auto project = call.services.keys.find_project(call.project);
    if (project != nullptr && !project->allowed_origins.empty()) return {};
    return base::fail(base::ErrorCode::invalid_request,
                      "kind publishable works for allowed origins alone: give the project some first");
}

/// Sees to it that every node knows the new key before anybody has it, and shows it.
Task<Result<http::Response>> show_once(Call& call, access::CreatedKey created,
                                       std::optional<base::UnixTime> old_expires_at) {
    const auto known = co_await call.services.announcer.announce(call.services.keys.committed());
    if (!known) co_return std::unexpected(known.error());
    co_return object_answer(201, [&](base::JsonWriter& json) {
        write_key(json, created.record, call.services.clock.now());
        json.member("key", created.secret.reveal());
        if (old_expires_at) write_time(json, "oldExpiresAt", old_expires_at);
    });
}

}  // namespace

Task<Result<http::Response>> list_keys(Call& call) {
    co_return list_answer(
        call.services.keys.keys_of(call.project),
        [&](base::JsonWriter& json, const access::KeyRecord& key) { write_key(json, key, call.services.clock.now()); });
}

Task<Result<http::Response>> create_key(Call& call) {
    api::RequestBody body{call.request.body, {"name", "mode", "kind"}};
    const auto name = body.required("name", name_from, must_be_name);
    const access::KeyForm form{
        .kind = body.optional("kind", access::key_kind_from_text, "must be secret or publishable")
                    .value_or(access::KeyKind::secret),
        .mode = body.required("mode", access::mode_from_text, "must be live or test")};
    body.check(check_form(call, form));
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    auto created = co_await base::run_on(call.services.store, [&]() -> Result<access::CreatedKey> {
        auto made = call.services.keys.create(call.project, form, name);
        if (!made) return made;
        const auto detail = fmt::format("{} {} \"{}\"", access::to_text(form.kind), access::to_text(form.mode), name);
        const auto recorded = record(call, {.action = audit::Action::key_create,
                                            .project = call.project,
                                            .subject = made->record.id,
                                            .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return made;
    });
    if (!created) co_return std::unexpected(created.error());
    co_return co_await show_once(call, *std::move(created), std::nullopt);
}

Task<Result<http::Response>> rename_key(Call& call) {
    api::RequestBody body{call.request.body, {"name"}};
    const auto name = body.required("name", name_from, must_be_name);
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto renamed = co_await base::run_on(call.services.store, [&]() -> Result<access::KeyRecord> {
        auto key = call.services.keys.rename(call.project, call.id, name);
        if (!key) return key;
        const auto detail = fmt::format("name \"{}\"", name);
        const auto recorded = record(
            call, {.action = audit::Action::key_set, .project = call.project, .subject = key->id, .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return key;
    });
    if (!renamed) co_return std::unexpected(renamed.error());
    const auto known = co_await call.services.announcer.announce(call.services.keys.committed());
    if (!known) co_return std::unexpected(known.error());
    co_return object_answer(200, [&](base::JsonWriter& json) { write_key(json, *renamed, call.services.clock.now()); });
}

Task<Result<http::Response>> roll_key(Call& call) {
    api::RequestBody body{call.request.body, {"overlapSeconds"}};
    const auto seconds = body.integer("overlapSeconds", 0, longest_overlap);
    if (!seconds) body.refuse("overlapSeconds is required");
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const std::chrono::seconds overlap{*seconds};
    auto created = co_await base::run_on(call.services.store, [&]() -> Result<access::CreatedKey> {
        auto made = call.services.keys.roll(call.project, call.id, overlap);
        if (!made) return made;
        const auto detail = fmt::format("replaced by {}, ends in {} s", made->record.id, overlap.count());
        const auto recorded = record(
            call, {.action = audit::Action::key_roll, .project = call.project, .subject = call.id, .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return made;
    });
    if (!created) co_return std::unexpected(created.error());
    const auto old = call.services.keys.find_key(call.id);
    const auto old_expires_at = old ? old->key.expires_at : std::nullopt;
    co_return co_await show_once(call, *std::move(created), old_expires_at);
}

/// Announces a revocation even where it cannot be recorded: it has happened.
Task<Result<http::Response>> revoke_key(Call& call) {
    Result<void> recorded;
    const auto revoked = co_await base::run_on(call.services.store, [&]() -> Result<access::KeyRecord> {
        auto key = call.services.keys.revoke(call.project, call.id);
        if (!key) return key;
        recorded = record(call, {.action = audit::Action::key_revoke, .project = call.project, .subject = key->id});
        return key;
    });
    if (!revoked) co_return std::unexpected(revoked.error());
    const auto known = co_await call.services.announcer.announce(call.services.keys.committed());
    if (!known) co_return std::unexpected(known.error());
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return object_answer(200, [&](base::JsonWriter& json) { write_key(json, *revoked, call.services.clock.now()); });
}

}  // namespace burner::admin
