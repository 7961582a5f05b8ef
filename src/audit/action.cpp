#include "audit/action.hpp"

#include <array>

namespace burner::audit {

namespace {

constexpr std::array words = std::to_array<std::string_view>({
    "project.create",      "project.set",        "key.create",           "key.revoke",     "key.roll",
    "signing_key.rotate",  "signing_key.retire", "server_secret.rotate", "webhook.create", "webhook.delete",
    "operations.pause",    "operations.resume",  "session.mint",         "session.revoke", "request.refuse",
    "submission.mismatch", "sponsor.create",     "sponsor.sign",         "audit.repaired", "audit.altered",
    "audit.lost",          "audit.pruned",       "audit.forked",
});
static_assert(words.size() == static_cast<std::size_t>(Action::audit_forked) + 1);

}  // namespace

std::span<const std::string_view> action_words() {
    return words;
}

std::string_view to_text(Action action) {
    return words[static_cast<std::size_t>(action)];
}

}  // namespace burner::audit
