#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "transactions/submit_failure.hpp"

namespace burner::transactions {

/// How clients see a submission, wherever they are told of one. Each function writes members of the object that
/// is open.

/// Returns `status` as clients know it: a refusal before forwarding is a failure to them.
std::string_view status_word(const Progress& progress);
/// Writes `slot`, null until it is known.
void write_slot(base::JsonWriter& json, const Progress& progress);
/// Writes `error` of what failed or expired, and no member for others.
void write_error(base::JsonWriter& json, const Progress& progress);
/// Writes `error` of what was not taken.
void write_failure(base::JsonWriter& json, const SubmitFailure& failure);
/// Writes `type`, `address` and `action`.
void write_selection(base::JsonWriter& json, const Selection& selection);
/// Writes `includes`.
void write_includes(base::JsonWriter& json, const std::vector<Selection>& includes);
/// Writes `signature`, `status`, `slot`, `includes`, `netRebate` and, if there is one, `error`.
void write_submission(base::JsonWriter& json, const Submission& submission);
/// Returns the same as a whole object.
std::string submission_text(const Submission& submission);

}  // namespace burner::transactions
