#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "solana/message.hpp"
#include "solana/transaction.hpp"

/// Answers the differential test (messages.mjs), one line for each line read. All bytes are hex.
///   compile PAYER BLOCKHASH INSTRUCTION...   -> the unsigned transaction
///   parse TRANSACTION                        -> what it serialises to again, then its instructions
/// INSTRUCTION = PROGRAM:KEYflags,KEYflags:DATA; flags = 0 read-only, 1 writable, 2 signer, 3 both.
namespace burner::solana {
namespace {

std::string to_hex(base::ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : bytes) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

base::Bytes from_hex(std::string_view hex) {
    base::Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    return bytes;
}

Pubkey key_from_hex(std::string_view hex) {
    if (hex.size() != 64) throw std::invalid_argument("a key has 64 hex digits");
    return read_pubkey(from_hex(hex), 0);
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

std::string text_of(const Instruction& instruction) {
    std::string text = to_hex(instruction.program.bytes) + ":";
    for (const AccountMeta& account : instruction.accounts) {
        if (!text.ends_with(':')) text += ',';
        text += to_hex(account.key.bytes);
        text += static_cast<char>('0' + (account.is_signer ? 2 : 0) + (account.is_writable ? 1 : 0));
    }
    return text + ":" + to_hex(instruction.data);
}

std::string answer_compile(std::istringstream& words) {
    std::string payer, blockhash;
    words >> payer >> blockhash;
    std::vector<Instruction> instructions;
    for (std::string word; words >> word;) instructions.push_back(instruction_from_text(word));
    const Message message = compile(key_from_hex(payer), instructions, {key_from_hex(blockhash).bytes});
    return to_hex(serialize(unsigned_transaction(message)));
}

std::string answer_parse(std::istringstream& words) {
    std::string hex;
    words >> hex;
    const auto transaction = parse_transaction(from_hex(hex));
    if (!transaction) return "refused: " + std::string{to_text(transaction.error())};
    std::string answer = to_hex(serialize(*transaction));
    if (!transaction->message.lookups.empty()) return answer;
    for (const Instruction& instruction : decompile(transaction->message)) answer += " " + text_of(instruction);
    return answer;
}

std::string answer(const std::string& line) {
    std::istringstream words{line};
    std::string task;
    words >> task;
    if (task == "compile") return answer_compile(words);
    if (task == "parse") return answer_parse(words);
    throw std::invalid_argument("unknown task " + task);
}

}  // namespace
}  // namespace burner::solana

int main() {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) std::cout << burner::solana::answer(line) << std::endl;
}
