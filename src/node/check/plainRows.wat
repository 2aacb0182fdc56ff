;; Reads rows of JSON whose texts stand between known bytes, 16 bytes at a time (SIMD). Used by plainRows.ts.
;;
;; What may stand around the texts are steps: where the texts lead to (the address of the steps behind the next text; 0 behind
;; the row), 1 where that text goes on with the one before in a new line, the number of bytes and two unused numbers, then the
;; bytes, up to a multiple of 16. Steps that may come at one place follow each other; a step of no bytes ends them.
(module
  (memory (import "host" "memory") 1)

  ;; The text that is read, in UTF-16: where it begins, where it ends so far, and how many characters of it take two units.
  (global $text (mut i32) (i32.const 0))
  (global $end (mut i32) (i32.const 0))
  (global $pairs (mut i32) (i32.const 0))

  ;; See TextHash.
  (global $a (mut i32) (i32.const 0))
  (global $b (mut i32) (i32.const 0))

  (func $begin_hash
    (global.set $a (i32.const 0x811c9dc5))
    (global.set $b (i32.const 0x9e3779b1)))

  (func $mix (param $value i32) (result i32)
    (local.set $value
      (i32.mul (i32.xor (local.get $value) (i32.shr_u (local.get $value) (i32.const 16))) (i32.const 0x85ebca6b)))
    (local.set $value
      (i32.mul (i32.xor (local.get $value) (i32.shr_u (local.get $value) (i32.const 13))) (i32.const 0xc2b2ae35)))
    (i32.xor (local.get $value) (i32.shr_u (local.get $value) (i32.const 16))))

  (func $hash_unit (param $unit i32)
    (global.set $a (i32.mul (i32.xor (global.get $a) (local.get $unit)) (i32.const 0x01000193)))
    (global.set $b (i32.mul (i32.xor (global.get $b) (local.get $unit)) (i32.const 0x5bd1e995)))
    (global.set $b (i32.xor (global.get $b) (i32.shr_u (global.get $b) (i32.const 15)))))

  (func $end_hash (param $length i32)
    (global.set $a
      (i32.xor
        (i32.mul (i32.xor (global.get $a) (local.get $length)) (i32.const 0x01000193))
        (i32.shr_u (global.get $a) (i32.const 15))))
    (global.set $b
      (i32.xor
        (i32.mul (i32.xor (global.get $b) (local.get $length)) (i32.const 0x5bd1e995))
        (i32.shr_u (global.get $b) (i32.const 13)))))

  ;; TextHash.addSketch of the text.
  (func $sketch (param $length i32)
    (local $at f64) (local $step f64)
    (local.set $step (f64.const 1))
    (if (i32.gt_u (local.get $length) (i32.const 12))
      (then (local.set $step (f64.div (f64.convert_i32_u (local.get $length)) (f64.const 12)))))
    (local.set $at (f64.sub (f64.convert_i32_u (local.get $length)) (f64.const 1)))
    (block $through
      (loop $next
        (br_if $through (f64.lt (local.get $at) (f64.const 0)))
        (call $hash_unit
          (i32.load16_u
            (i32.add (global.get $text) (i32.shl (i32.trunc_f64_u (local.get $at)) (i32.const 1)))))
        (local.set $at (f64.sub (local.get $at) (local.get $step)))
        (br $next)))
    (call $end_hash (local.get $length)))

  ;; 1 for what String.trim takes for white space.
  (func $is_white (param $unit i32) (result i32)
    (if (i32.lt_u (i32.sub (local.get $unit) (i32.const 0x21)) (i32.const 0x7f)) (then (return (i32.const 0))))
    (i32.or
      (i32.or
        (i32.or
          (i32.eq (local.get $unit) (i32.const 0x20))
          (i32.lt_u (i32.sub (local.get $unit) (i32.const 0x09)) (i32.const 5)))
        (i32.or
          (i32.eq (local.get $unit) (i32.const 0xa0))
          (i32.eq (local.get $unit) (i32.const 0x1680))))
      (i32.or
        (i32.or
          (i32.lt_u (i32.sub (local.get $unit) (i32.const 0x2000)) (i32.const 0x0b))
          (i32.lt_u (i32.sub (local.get $unit) (i32.const 0x2028)) (i32.const 2)))
        (i32.or
          (i32.or
            (i32.eq (local.get $unit) (i32.const 0x202f))
            (i32.eq (local.get $unit) (i32.const 0x205f)))
          (i32.or
            (i32.eq (local.get $unit) (i32.const 0x3000))
            (i32.eq (local.get $unit) (i32.const 0xfeff)))))))

  ;; 1 where all of the text from here on is white space.
  (func $is_blank (param $from i32) (result i32)
    (loop $next
      (if (i32.lt_u (local.get $from) (global.get $end))
        (then
          (if (i32.eqz (call $is_white (i32.load16_u (local.get $from)))) (then (return (i32.const 0))))
          (local.set $from (i32.add (local.get $from) (i32.const 2)))
          (br $next))))
    (i32.const 1))

  ;; The labelCode of a text that is not blank.
  (func $label (param $from i32) (param $to i32) (result i32)
    (local $at i32) (local $code i32)
    (if (i32.gt_u (i32.sub (local.get $to) (local.get $from)) (i32.const 160)) (then (return (i32.const 1))))
    (loop $next
      (if (call $is_white (i32.load16_u (local.get $from)))
        (then
          (local.set $from (i32.add (local.get $from) (i32.const 2)))
          (br $next))))
    (loop $next
      (if (call $is_white (i32.load16_u (i32.sub (local.get $to) (i32.const 2))))
        (then
          (local.set $to (i32.sub (local.get $to) (i32.const 2)))
          (br $next))))
    (call $begin_hash)
    (local.set $at (local.get $from))
    (loop $next
      (call $hash_unit (i32.load16_u (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $to))))
    (call $end_hash (i32.shr_u (i32.sub (local.get $to) (local.get $from)) (i32.const 1)))
    (local.set $code (call $mix (global.get $a)))
    (select (local.get $code) (i32.const 2) (i32.gt_u (local.get $code) (i32.const 2))))

  (func $matches (param $at i32) (param $bytes i32) (param $length i32) (result i32)
    (local $equal i32)
    (loop $next
      (local.set $equal
        (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (v128.load (local.get $bytes)))))
      (if (i32.le_u (local.get $length) (i32.const 16))
        (then
          ;; Bytes behind the last one may be any.
          (return
            (i32.eqz
              (i32.shl (i32.xor (local.get $equal) (i32.const 0xffff)) (i32.sub (i32.const 32) (local.get $length)))))))
      (if (i32.ne (local.get $equal) (i32.const 0xffff)) (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $bytes (i32.add (local.get $bytes) (i32.const 16)))
      (local.set $length (i32.sub (local.get $length) (i32.const 16)))
      (br $next))
    (unreachable))

  ;; The number that four hexadecimal digits are; 0xd800 where they are none.
  (func $hexadecimal (param $at i32) (result i32)
    (local $to i32) (local $digit i32) (local $value i32)
    (local.set $to (i32.add (local.get $at) (i32.const 4)))
    (loop $next
      (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30)))
      (if (i32.gt_u (local.get $digit) (i32.const 9))
        (then
          (local.set $digit
            (i32.sub (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x61)))
          (if (i32.gt_u (local.get $digit) (i32.const 5)) (then (return (i32.const 0xd800))))
          (local.set $digit (i32.add (local.get $digit) (i32.const 10)))))
      (local.set $value (i32.or (i32.shl (local.get $value) (i32.const 4)) (local.get $digit)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $to))))
    (local.get $value))

  ;; What a backslash and this byte stand for; 0 where that takes more bytes, or is nothing.
  (func $escaped (param $byte i32) (result i32)
    (if
      (i32.or
        (i32.or (i32.eq (local.get $byte) (i32.const 0x22)) (i32.eq (local.get $byte) (i32.const 0x5c)))
        (i32.eq (local.get $byte) (i32.const 0x2f)))
      (then (return (local.get $byte))))
    (if (i32.eq (local.get $byte) (i32.const 0x6e)) (then (return (i32.const 0x0a))))
    (if (i32.eq (local.get $byte) (i32.const 0x74)) (then (return (i32.const 0x09))))
    (if (i32.eq (local.get $byte) (i32.const 0x72)) (then (return (i32.const 0x0d))))
    (if (i32.eq (local.get $byte) (i32.const 0x62)) (then (return (i32.const 0x08))))
    (if (i32.eq (local.get $byte) (i32.const 0x66)) (then (return (i32.const 0x0c))))
    (i32.const 0))

  ;; The six bits of a byte that goes on with a character of UTF-8; more than that for any other byte.
  (func $rest (param $at i32) (result i32)
    (i32.xor (i32.load8_u (local.get $at)) (i32.const 0x80)))

  (func $add (param $unit i32)
    (i32.store16 (global.get $end) (local.get $unit))
    (global.set $end (i32.add (global.get $end) (i32.const 2))))

  ;; Adds the character of more than one byte that stands here. Returns what is behind it; 0 where there is none.
  (func $wide (param $at i32) (result i32)
    (local $first i32) (local $second i32) (local $third i32) (local $fourth i32) (local $point i32)
    (local.set $first (i32.load8_u (local.get $at)))
    (local.set $second (call $rest (i32.add (local.get $at) (i32.const 1))))
    (if
      (i32.or (i32.lt_u (local.get $first) (i32.const 0xc2)) (i32.gt_u (local.get $second) (i32.const 0x3f)))
      (then (return (i32.const 0))))
    (if (i32.lt_u (local.get $first) (i32.const 0xe0))
      (then
        (call $add
          (i32.or (i32.shl (i32.and (local.get $first) (i32.const 0x1f)) (i32.const 6)) (local.get $second)))
        (return (i32.add (local.get $at) (i32.const 2)))))
    (local.set $third (call $rest (i32.add (local.get $at) (i32.const 2))))
    (if (i32.gt_u (local.get $third) (i32.const 0x3f)) (then (return (i32.const 0))))
    (local.set $point (i32.or (i32.shl (local.get $second) (i32.const 6)) (local.get $third)))
    (if (i32.lt_u (local.get $first) (i32.const 0xf0))
      (then
        (local.set $point
          (i32.or (i32.shl (i32.and (local.get $first) (i32.const 0x0f)) (i32.const 12)) (local.get $point)))
        (if
          (i32.or
            (i32.lt_u (local.get $point) (i32.const 0x800))
            (i32.eq (i32.and (local.get $point) (i32.const 0xf800)) (i32.const 0xd800)))
          (then (return (i32.const 0))))
        (call $add (local.get $point))
        (return (i32.add (local.get $at) (i32.const 3)))))
    (local.set $fourth (call $rest (i32.add (local.get $at) (i32.const 3))))
    (local.set $point
      (i32.sub
        (i32.or
          (i32.or
            (i32.shl (i32.sub (local.get $first) (i32.const 0xf0)) (i32.const 18))
            (i32.shl (local.get $point) (i32.const 6)))
          (local.get $fourth))
        (i32.const 0x10000)))
    (if
      (i32.or
        (i32.gt_u (local.get $fourth) (i32.const 0x3f))
        (i32.gt_u (local.get $point) (i32.const 0xfffff)))
      (then (return (i32.const 0))))
    (call $add (i32.or (i32.const 0xd800) (i32.shr_u (local.get $point) (i32.const 10))))
    (call $add (i32.or (i32.const 0xdc00) (i32.and (local.get $point) (i32.const 0x3ff))))
    (global.set $pairs (i32.add (global.get $pairs) (i32.const 1)))
    (i32.add (local.get $at) (i32.const 4)))

  ;; Adds the string that goes on here to the text. Returns where its closing quotation mark is; 0 where it is no string of
  ;; JSON in UTF-8, or has escapes of surrogates.
  (func $string (param $at i32) (result i32)
    (local $bytes v128) (local $bits i32) (local $byte i32) (local $unit i32)
    (loop $next
      (local.set $bytes (v128.load (local.get $at)))
      (v128.store (global.get $end) (i16x8.extend_low_i8x16_u (local.get $bytes)))
      (v128.store offset=16 (global.get $end) (i16x8.extend_high_i8x16_u (local.get $bytes)))
      ;; As signed numbers, bytes beyond ASCII are below the space as well.
      (local.set $bits
        (i8x16.bitmask
          (v128.or
            (v128.or
              (i8x16.eq (local.get $bytes) (v128.const i32x4 0x22222222 0x22222222 0x22222222 0x22222222))
              (i8x16.eq (local.get $bytes) (v128.const i32x4 0x5c5c5c5c 0x5c5c5c5c 0x5c5c5c5c 0x5c5c5c5c)))
            (i8x16.lt_s (local.get $bytes) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020)))))
      (if (i32.eqz (local.get $bits))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (global.set $end (i32.add (global.get $end) (i32.const 32)))
          (br $next)))
      (local.set $bits (i32.ctz (local.get $bits)))
      (local.set $at (i32.add (local.get $at) (local.get $bits)))
      (global.set $end (i32.add (global.get $end) (i32.shl (local.get $bits) (i32.const 1))))
      (local.set $byte (i32.load8_u (local.get $at)))
      (if (i32.eq (local.get $byte) (i32.const 0x22)) (then (return (local.get $at))))
      (if (i32.eq (local.get $byte) (i32.const 0x5c))
        (then
          (local.set $byte (i32.load8_u offset=1 (local.get $at)))
          (local.set $unit (call $escaped (local.get $byte)))
          (if (i32.eq (local.get $byte) (i32.const 0x75))
            (then
              (local.set $unit (call $hexadecimal (i32.add (local.get $at) (i32.const 2))))
              (if (i32.eq (i32.and (local.get $unit) (i32.const 0xf800)) (i32.const 0xd800))
                (then (return (i32.const 0))))
              (local.set $at (i32.add (local.get $at) (i32.const 4))))
            (else (if (i32.eqz (local.get $unit)) (then (return (i32.const 0))))))
          (call $add (local.get $unit))
          (local.set $at (i32.add (local.get $at) (i32.const 2)))
          (br $next)))
      (loop $wide
        (local.set $at (call $wide (local.get $at)))
        (if (i32.eqz (local.get $at)) (then (return (i32.const 0))))
        (br_if $wide (i32.ge_u (i32.load8_u (local.get $at)) (i32.const 0x80))))
      (br $next))
    (unreachable))

  ;; Reads a row. Writes five numbers to `out`: characters of its last text (0xffffffff where it cannot be read), those of the
  ;; others, both halves of its sketch and the label of the last text.
  (func $row (param $at i32) (param $to i32) (param $step i32) (param $out i32)
    (local $length i32) (local $units i32) (local $others i32) (local $last i32) (local $from i32)
    (i32.store (local.get $out) (i32.const -1))
    (call $begin_hash)
    (global.set $end (global.get $text))
    (loop $text
      (block $found
        (loop $steps
          (local.set $length (i32.load offset=8 (local.get $step)))
          (if (i32.eqz (local.get $length)) (then (return)))
          (br_if $found
            (call $matches (local.get $at) (i32.add (local.get $step) (i32.const 16)) (local.get $length)))
          (local.set $step
            (i32.add
              (local.get $step)
              (i32.and (i32.add (local.get $length) (i32.const 31)) (i32.const -16))))
          (br $steps)))
      (local.set $at (i32.add (local.get $at) (local.get $length)))

      (if (i32.load offset=4 (local.get $step))
        (then (call $add (i32.const 0x0a)))
        (else
          (local.set $units (i32.shr_u (i32.sub (global.get $end) (global.get $text)) (i32.const 1)))
          ;; A row does not begin with a text.
          (if (local.get $units)
            (then
              (local.set $others (i32.add (local.get $others) (local.get $last)))
              (local.set $last (i32.sub (local.get $units) (global.get $pairs)))
              (call $sketch (local.get $units))))
          (global.set $end (global.get $text))
          (global.set $pairs (i32.const 0))))

      (local.set $step (i32.load (local.get $step)))
      (if (local.get $step)
        (then
          (local.set $from (global.get $end))
          (local.set $at (call $string (local.get $at)))
          (if (i32.eqz (local.get $at)) (then (return)))
          (if (call $is_blank (local.get $from)) (then (return)))
          (br $text))))

    (loop $space
      (if (i32.lt_u (local.get $at) (local.get $to))
        (then
          (local.set $length (i32.load8_u (local.get $at)))
          (if
            (i32.or
              (i32.eq (local.get $length) (i32.const 0x0a))
              (i32.eq (local.get $length) (i32.const 0x0d)))
            (then
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (br $space))))))
    (if (i32.ne (local.get $at) (local.get $to)) (then (return)))
    (i32.store offset=4 (local.get $out) (local.get $others))
    (i32.store offset=8 (local.get $out) (call $mix (global.get $a)))
    (i32.store offset=12 (local.get $out) (call $mix (global.get $b)))
    (i32.store offset=16 (local.get $out)
      (call $label
        (global.get $text)
        (i32.add (global.get $text) (i32.shl (local.get $units) (i32.const 1)))))
    (i32.store (local.get $out) (local.get $last)))

  ;; Reads the rows of which first byte and end stand at `rows`, and writes what `$row` writes for each to `out`.
  (func (export "read")
    (param $rows i32) (param $count i32) (param $steps i32) (param $text i32) (param $out i32)
    (global.set $text (local.get $text))
    (loop $next
      (if (local.get $count)
        (then
          (call $row
            (i32.load (local.get $rows))
            (i32.load offset=4 (local.get $rows))
            (local.get $steps)
            (local.get $out))
          (local.set $rows (i32.add (local.get $rows) (i32.const 8)))
          (local.set $out (i32.add (local.get $out) (i32.const 20)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $next)))))
)
