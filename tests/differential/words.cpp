#include "differential/words.hpp"

#include <stdexcept>

namespace burner::solana {

Pubkey key_from_hex(std::string_view hex) {
    if (hex.size() != 64) throw std::invalid_argument("a key has 64 hex digits");
    return read_pubkey(from_hex(hex), 0);
}

std::string text_of(const Instruction& instruction) {
    std::string text = to_hex(instruction.program.bytes) + ":";
    for (const AccountMeta& account : instruction.accounts) {
        if (!text.ends_with(':')) text += ',';
        text += to_hex(account.key.bytes);
        text += static_cast<char>('0' + (account.is_signer ? 2 : 0) + (account.is_writable ? 1 : 0));
    }
    return text + ":" + to_hex(instruction.data);
}

Instruction instruction_from_text(const std::string& text) {
    std::istringstream parts{text};
    std::string program, accounts, data;
    std::getline(parts, program, ':');
    std::getline(parts, accounts, ':');
    std::getline(parts, data, ':');
    Instruction instruction{key_from_hex(program), {}, from_hex(data)};
    std::istringstream metas{accounts};
    for (std::string meta; std::getline(metas, meta, ',');) {
        const int flags = meta.back() - '0';
        instruction.accounts.push_back({key_from_hex(meta.substr(0, 64)), (flags & 2) != 0, (flags & 1) != 0});
    }
    return instruction;
}

std::string Words::word() {
    std::string word;
    if (!(in_ >> word)) throw std::invalid_argument("the line ends too early");
    return word;
}

base::Bytes Words::bytes() {
    return from_hex(word());
}

std::optional<Pubkey> Words::optional_key() {
    const std::string hex = word();
    if (hex == "-") return std::nullopt;
    return key_from_hex(hex);
}

std::optional<base::Bytes> Words::optional_bytes() {
    const std::string hex = word();
    if (hex == "-") return std::nullopt;
    return from_hex(hex);
}

std::vector<Pubkey> Words::keys() {
    const std::string list = word();
    std::vector<Pubkey> keys;
    if (list == "-") return keys;
    std::istringstream each{list};
    for (std::string hex; std::getline(each, hex, ',');) keys.push_back(key_from_hex(hex));
    return keys;
}

Answer& Answer::add(std::string_view word) {
    if (!out_.empty()) out_ += ' ';
    out_ += word;
    return *this;
}

}  // namespace burner::solana
