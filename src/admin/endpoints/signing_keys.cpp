#include "admin/endpoints/signing_keys.hpp"

#include <algorithm>
#include <functional>

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

/// Makes a change of the keys, given up to where every node knows them.
using ChangeKeys = std::function<Result<access::SigningKeyRows>(nodes::ChangeNumber known)>;

http::Response keys_answer(const Call& call) {
    std::vector<access::SigningKeyRecord> records;
    for (const auto& key : call.services.signing_keys.keys()->keys) records.push_back(key.record);
    return list_answer(records, [](base::JsonWriter& json, const access::SigningKeyRecord& key) {
        json.member("kid", key.kid);
        json.member("algorithm", access::to_text(key.algorithm));
        json.member("state", access::to_text(key.state));
        write_time(json, "createdAt", key.created_at);
        write_time(json, "endsAt", key.ends_at);
    });
}

std::string_view kid_of_current(const access::SigningKeyRows& rows) {
    const auto current = std::ranges::find(rows.keys, access::SigningKeyState::current,
                                           [](const auto& key) { return key.record.state; });
    return current == rows.keys.end() ? std::string_view{} : current->record.kid;
}

/// Sees to it that every node knows the keys as they are, makes a change, and that every node knows it. It is written
/// down as one of the key `kid`, or where that is empty of the one that signs now; announced even where it cannot be
/// written down, since it has happened.
Task<Result<http::Response>> change_keys(Call& call, audit::Action action, std::string_view kid,
                                         const ChangeKeys& change) {
    auto& services = call.services;
    const auto before = co_await base::run_on(services.store, [&] { return services.signing_key_changes.prepare(); });
    if (!before) co_return std::unexpected(before.error());
    const auto ready = co_await services.announcer.announce(before->position);
    if (!ready) co_return std::unexpected(ready.error());
    Result<void> recorded;
    const auto after = co_await base::run_on(services.store, [&]() -> Result<access::SigningKeyRows> {
        auto rows = change(before->position.number);
        if (!rows) return rows;
        if (auto taken = services.signing_keys.apply(rows->keys); !taken) return std::unexpected(taken.error());
        recorded = record(call, {.action = action, .subject = kid.empty() ? kid_of_current(*rows) : kid});
        return rows;
    });
    if (!after) co_return std::unexpected(after.error());
    const auto known = co_await services.announcer.announce(after->position);
    if (!known) co_return std::unexpected(known.error());
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return keys_answer(call);
}

}  // namespace

Task<Result<http::Response>> list_signing_keys(Call& call) {
    co_return keys_answer(call);
}

Task<Result<http::Response>> rotate_signing_key(Call& call) {
    const ChangeKeys rotate = [&](nodes::ChangeNumber known) {
        return call.services.signing_key_changes.rotate(known);
    };
    co_return co_await change_keys(call, audit::Action::signing_key_rotate, {}, rotate);
}

Task<Result<http::Response>> retire_signing_key(Call& call) {
    const ChangeKeys retire = [&](nodes::ChangeNumber known) {
        return call.services.signing_key_changes.retire(call.id, known);
    };
    co_return co_await change_keys(call, audit::Action::signing_key_retire, call.id, retire);
}

}  // namespace burner::admin
