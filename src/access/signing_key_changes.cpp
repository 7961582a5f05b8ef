#include "access/signing_key_changes.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/random.hpp"

namespace burner::access {

namespace {

using Keys = std::vector<SealedSigningKey>;

/// Draws an id that a command line takes: a leading `-` would be an option there.
std::string draw_kid() {
    std::array<std::uint8_t, 8> kid;
    std::string text;
    do {
        base::random_bytes(kid);
        text = base::to_base64url(kid);
    } while (text.starts_with('-'));
    return text;
}

auto find_state(Keys& keys, SigningKeyState state) {
    return std::ranges::find(keys, state, [](const SealedSigningKey& key) { return key.record.state; });
}

std::ptrdiff_t count_state(const Keys& keys, SigningKeyState state) {
    return std::ranges::count(keys, state, [](const SealedSigningKey& key) { return key.record.state; });
}

void set_ended(SealedSigningKey& key, SigningKeyState state, base::UnixTime now) {
    key.record.state = state;
    key.record.ends_at = now + SigningKeyChanges::previous_lives;
}

}  // namespace

base::Error does_not_open(const SigningKeyRecord& record) {
    return {base::ErrorCode::internal,
            fmt::format("server.secret does not open signing key {}: put back the secret that sealed it, which the "
                        "other nodes have, or end the key with `burner signing-key retire {}`",
                        record.kid, record.kid)};
}

base::Seal signing_key_seal(const base::ServerSecrets& secrets) {
    return {secrets, "burner signing keys v1"};
}

std::string bound_to(const SigningKeyRecord& record) {
    return fmt::format("{} {}", to_text(record.algorithm), record.kid);
}

bool can_sign(const Keys& keys) {
    return count_state(keys, SigningKeyState::current) == 1 && count_state(keys, SigningKeyState::next) == 1;
}

SigningKeyChanges::SigningKeyChanges(SigningKeyStore& store, const base::ServerSecrets& secrets, JwsAlgorithm algorithm,
                                     const base::Clock& clock)
    : store_(store), seal_(signing_key_seal(secrets)), algorithm_(algorithm), clock_(clock) {}

SealedSigningKey SigningKeyChanges::seal(const SigningKey& key) const {
    return {key.record, seal_.seal(key.secret, base::as_bytes(bound_to(key.record)))};
}

SealedSigningKey SigningKeyChanges::draw(JwsAlgorithm algorithm) const {
    base::Bytes secret(SigningKey::secret_bytes);
    base::random_bytes(secret);
    return seal({{draw_kid(), algorithm, SigningKeyState::next, clock_.now(), {}}, secret});
}

/// Draws a current and a next key where there is none. A next key takes the place of a current one only where there is
/// none: nobody signs meanwhile.
void SigningKeyChanges::complete(Keys& keys) const {
    const auto signing = find_state(keys, SigningKeyState::current);
    const auto coming = find_state(keys, SigningKeyState::next);
    const auto algorithm = signing != keys.end()  ? signing->record.algorithm
                           : coming != keys.end() ? coming->record.algorithm
                                                  : algorithm_;
    if (signing == keys.end()) {
        if (coming == keys.end()) keys.push_back(draw(algorithm));
        find_state(keys, SigningKeyState::next)->record.state = SigningKeyState::current;
    }
    if (find_state(keys, SigningKeyState::next) == keys.end()) keys.push_back(draw(algorithm));
}

base::Result<void> SigningKeyChanges::check_secret(const Keys& keys) const {
    for (const SealedSigningKey& key : keys) {
        if (key.record.state != SigningKeyState::current && key.record.state != SigningKeyState::next) continue;
        if (!seal_.open(key.sealed, base::as_bytes(bound_to(key.record))))
            return std::unexpected(does_not_open(key.record));
    }
    return {};
}

/// Lets the next key sign, and draws one after it.
base::Result<void> SigningKeyChanges::promote(Keys& keys, nodes::ChangeNumber known) const {
    const auto coming = find_state(keys, SigningKeyState::next);
    if (coming->changed > known)
        return base::fail(base::ErrorCode::overloaded, "The signing keys are being changed by another. Try again");
    const auto algorithm = coming->record.algorithm;
    if (const auto signing = find_state(keys, SigningKeyState::current); signing != keys.end())
        set_ended(*signing, SigningKeyState::previous, clock_.now());
    coming->record.state = SigningKeyState::current;
    keys.push_back(draw(algorithm));
    return {};
}

base::Result<void> SigningKeyChanges::end(Keys& keys, std::string_view kid, nodes::ChangeNumber known) const {
    const auto key = std::ranges::find(keys, kid, [](const SealedSigningKey& one) { return one.record.kid; });
    if (key == keys.end()) return base::fail(base::ErrorCode::not_found, "Signing key not found");
    const auto state = key->record.state;
    if (state == SigningKeyState::retired) return {};
    set_ended(*key, SigningKeyState::retired, clock_.now());
    if (state == SigningKeyState::current) return promote(keys, known);
    complete(keys);
    return {};
}

base::Result<SigningKeyRows> SigningKeyChanges::prepare() {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        if (can_sign(keys)) return {};
        if (auto opens = check_secret(keys); !opens) return opens;
        complete(keys);
        return {};
    });
}

base::Result<SigningKeyRows> SigningKeyChanges::take_over(const std::vector<SigningKey>& given) {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        if (!keys.empty()) return {};
        for (const SigningKey& key : given) keys.push_back(seal(key));
        return {};
    });
}

base::Result<SigningKeyRows> SigningKeyChanges::rotate(nodes::ChangeNumber known) {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        const auto now = clock_.now();
        if (auto opens = check_secret(keys); !opens) return opens;
        std::erase_if(keys, [&](const auto& key) { return key.record.ends_at && *key.record.ends_at <= now; });
        complete(keys);
        return promote(keys, known);
    });
}

base::Result<SigningKeyRows> SigningKeyChanges::retire(std::string_view kid, nodes::ChangeNumber known) {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        complete(keys);
        return end(keys, kid, known);
    });
}

base::Result<SigningKeyRows> SigningKeyChanges::move_to(JwsAlgorithm algorithm, nodes::ChangeNumber known) {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        if (auto opens = check_secret(keys); !opens) return opens;
        complete(keys);
        if (find_state(keys, SigningKeyState::current)->record.algorithm == algorithm) return {};
        const auto coming = find_state(keys, SigningKeyState::next);
        if (coming->record.algorithm == algorithm) return promote(keys, known);
        *coming = draw(algorithm);
        return {};
    });
}

base::Result<SigningKeyRows> SigningKeyChanges::reseal() {
    return store_.change([&](Keys& keys) -> base::Result<void> {
        for (SealedSigningKey& key : keys) {
            const auto bound = bound_to(key.record);
            if (const auto secret = seal_.open(key.sealed, base::as_bytes(bound)))
                key.sealed = seal_.seal(*secret, base::as_bytes(bound));
        }
        return {};
    });
}

}  // namespace burner::access
