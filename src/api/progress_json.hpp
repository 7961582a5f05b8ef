#pragma once

#include "base/json_writer.hpp"
#include "transactions/submission_log.hpp"

namespace burner::api {

/// `status` as clients know it: a refusal before forwarding is a failure to them.
std::string_view status_word(const transactions::Progress& progress);

/// `slot`, null until it is known.
void write_slot(base::JsonWriter& json, const transactions::Progress& progress);

/// `error` of what failed or expired; nothing for others.
void write_error(base::JsonWriter& json, const transactions::Progress& progress);

}  // namespace burner::api
