#pragma once

#include <optional>

#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

/// Reads what a status of the cluster says of a submission; nullopt while the cluster may still drop it.
std::optional<Progress> progress_of(const solana::SignatureStatus& status);

}  // namespace burner::transactions
