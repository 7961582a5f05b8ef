#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace burner::audit {

/// A kind of event. The last five are about the log itself: a line that a crash had cut was mended, the file
/// changed under a running writer, refusals could not be written, an old file was deleted, the files did not go on what
/// was shipped to the database.
enum class Action : std::uint8_t {
    project_create,
    project_set,
    key_create,
    key_revoke,
    key_roll,
    signing_key_rotate,
    signing_key_retire,
    server_secret_rotate,
    webhook_create,
    webhook_delete,
    operations_pause,
    operations_resume,
    session_mint,
    session_revoke,
    request_refuse,
    submission_mismatch,
    sponsor_create,
    sponsor_sign,
    audit_repaired,
    audit_altered,
    audit_lost,
    audit_pruned,
    audit_forked,
};

/// Returns the words of the log, in the order of the enumeration.
std::span<const std::string_view> action_words();

std::string_view to_text(Action action);

}  // namespace burner::audit
