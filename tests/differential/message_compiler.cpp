#include <sstream>
#include <stdexcept>

#include "differential/words.hpp"
#include "solana/message.hpp"
#include "solana/transaction.hpp"

/// Answers the differential test (messages.mjs), one line for each line read. All bytes are hex.
///   compile PAYER BLOCKHASH INSTRUCTION...   -> the unsigned transaction
///   parse TRANSACTION                        -> what it serialises to again, then its instructions
/// INSTRUCTION: see `text_of` in words.hpp.
namespace burner::solana {
namespace {

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
    return burner::solana::answer_lines(&burner::solana::answer);
}
