#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "signing/scene.hpp"

namespace burner::signing {

/// Choices read from bytes, random ones or those of a fuzzer; zeros after their end.
class Choices {
  public:
    explicit Choices(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    std::uint8_t next() {
        if (rest_.empty()) return 0;
        const std::uint8_t byte = rest_.front();
        rest_ = rest_.subspan(1);
        return byte;
    }
    /// Chooses from 0 to `count` − 1; `count` is at most 256.
    std::size_t below(std::size_t count) { return next() % count; }
    bool one_in(std::size_t count) { return below(count) == 1; }

  private:
    std::span<const std::uint8_t> rest_;
};

/// Makes a request of a few items and an answer to it: what an honest server builds, here and there with an instruction
/// of any program that is known, or with one that was changed.
Scene random_scene(Choices& choices);

/// Makes an instruction of any program that is known, about accounts that requests are about.
solana::Instruction random_instruction(Choices& choices);

/// Makes those instructions that burn the account, asset or leaf.
std::vector<solana::Instruction> burning_instructions(const solana::Pubkey& address);

}  // namespace burner::signing
