#pragma once

#include <span>
#include <string>
#include <string_view>

namespace burner::app {

/// Returns the word that was probably meant: the one that the fewest letters have to be put in, left out, swapped or
/// changed for. Empty where none is near.
std::string_view closest(std::string_view mistyped, std::span<const std::string> words);

/// Returns `; did you mean WORD?`, or nothing where no word is near.
std::string did_you_mean(std::string_view mistyped, std::span<const std::string> words);

}  // namespace burner::app
