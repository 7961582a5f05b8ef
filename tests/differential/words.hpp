#pragma once

#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "fakes/hex.hpp"
#include "solana/instruction.hpp"

/// The words that the differential tests' programs read and write: bytes and keys are hex, `-` is nothing, lists are
/// joined by commas. Whatever else stops the program: its peer is the test.
namespace burner::solana {

using fakes::from_hex;
using fakes::to_hex;
Pubkey key_from_hex(std::string_view hex);

/// PROGRAM:KEYflags,KEYflags:DATA; flags = 0 read-only, 1 writable, 2 signer, 3 both.
std::string text_of(const Instruction& instruction);
Instruction instruction_from_text(const std::string& text);

/// Writes `answer(line)` for each line that comes in, at once.
template <class AnswerLine>
int answer_lines(AnswerLine answer) {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << std::endl;
    return 0;
}

/// Reads a line word by word.
class Words {
  public:
    explicit Words(const std::string& line) : in_(line) {}

    std::string word();
    base::Bytes bytes();
    Pubkey key() { return key_from_hex(word()); }
    std::uint64_t number() { return std::stoull(word()); }
    bool boolean() { return number() != 0; }
    std::optional<Pubkey> optional_key();
    std::optional<base::Bytes> optional_bytes();
    std::vector<Pubkey> keys();

  private:
    std::istringstream in_;
};

/// Writes an answer word by word.
class Answer {
  public:
    Answer& add(std::string_view word);
    Answer& add(const Pubkey& key) { return add(to_hex(key.view())); }
    Answer& add(std::uint64_t number) { return add(std::to_string(number)); }
    Answer& flag(bool value) { return add(std::uint64_t{value}); }
    Answer& text(std::string_view value) { return add(value.empty() ? "\"\"" : to_hex(base::as_bytes(value))); }
    template <class T>
    Answer& optional(const std::optional<T>& value) {
        return value ? add(*value) : add("-");
    }

    const std::string& str() const { return out_; }

  private:
    std::string out_;
};

}  // namespace burner::solana
