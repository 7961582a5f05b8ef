#pragma once

#include <string>

#include "signing/effects.hpp"

namespace burner::signing {

/// Says what a transaction does: closes, withdrawals, burns, the donation, who pays what and is repaid what.
std::string sentence(const Effects& effects);

}  // namespace burner::signing
