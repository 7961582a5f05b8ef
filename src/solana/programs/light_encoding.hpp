#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// What writing and reading Light's instructions have in common.
namespace burner::solana::light_token {

inline constexpr std::array<std::uint8_t, 8> burn_discriminator{0x74, 0x6e, 0x1d, 0x38, 0x6b, 0xdb, 0x2a, 0x5d};
inline constexpr std::uint8_t transfer2 = 101;

inline constexpr std::uint8_t none = 0;  // of an option
inline constexpr std::uint8_t some = 1;

// Accounts before those that the data names by their index.
inline constexpr std::size_t burn_accounts = 13;
inline constexpr std::size_t transfer2_accounts = 7;

inline constexpr std::uint8_t change_tree = 0;  // of `burn`, unused: whole tokens leave no change
inline constexpr std::uint8_t decompress_mode = 1;
/// The limit of top-ups, which only accounts of the Light program get; there are none here.
inline constexpr std::uint16_t any_top_up = 0xffff;

// The least sizes of an instruction's inputs and withdrawals.
inline constexpr std::size_t burn_input_bytes = 20;
inline constexpr std::size_t decompress_input_bytes = 22;
inline constexpr std::size_t withdrawal_bytes = 16;

}  // namespace burner::solana::light_token
