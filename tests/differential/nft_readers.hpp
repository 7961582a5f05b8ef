#pragma once

#include "differential/words.hpp"

namespace burner::solana {

/// NAME ACCOUNT: the fields that our reader finds, in the order of its struct; "nothing" where it finds none.
std::string read_account(Words& words);

}  // namespace burner::solana
