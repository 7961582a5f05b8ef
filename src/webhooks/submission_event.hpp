#pragma once

#include <optional>

#include "base/clock.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::webhooks {

/// Makes the event of a change: `submission.confirmed`, `.failed` or `.expired`; nullopt for other changes. The same
/// change always has the same id. Confirmed is told once: finalized is told, as confirmed, only of what was never
/// seen as confirmed.
std::optional<transactions::Event> event_of(const transactions::Submission& submission,
                                            const transactions::Progress& next, base::UnixTime now);

}  // namespace burner::webhooks
