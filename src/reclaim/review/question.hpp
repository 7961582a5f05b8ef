#pragma once

#include <string>
#include <vector>

#include <burnandclaim/assets.hpp>

#include "reclaim/choice/choice.hpp"
#include "reclaim/review/run_settings.hpp"

namespace burner::reclaim {

/// Says in sentences what the user is about to agree to: what is done, what is donated to whom, and what it costs at
/// most.
std::vector<std::string> terms_of(const Choice& choice, const RunSettings& settings);

/// Words the question about one token that no value protects, as nobody prices it.
std::string question_about(const burnandclaim::WalletItem& unpriced);

}  // namespace burner::reclaim
