#pragma once

#include <string>

#include "signing/effects.hpp"

namespace burner::signing {

/// Says what a transaction does: closes, withdrawals, burns, the donation, what it pays.
std::string sentence(const Effects& effects);

}  // namespace burner::signing
