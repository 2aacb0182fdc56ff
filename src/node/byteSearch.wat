;; Finds bytes in a block of bytes, 32 places at a time (SIMD). Used by byteSearch.ts.
(module
  (memory (import "host" "memory") 1)

  ;; Writes the places from `from` up to `to` (exclusive) at which a pattern begins to `out`, in order, each as an offset from
  ;; `from` of 32 bits. Returns how many there are. Up to 31 bytes behind the pattern's last place are read, and ignored.
  ;;
  ;; A pattern is `length` bytes and as many folds. A byte of the block matches when it is that byte once the bits of the fold
  ;; are set in it. `rare1` and `rare2` are the places in the pattern that are compared first.
  (func (export "find")
    (param $from i32) (param $to i32) (param $pattern i32) (param $length i32) (param $rare1 i32) (param $rare2 i32)
    (param $out i32)
    (result i32)
    (local $folds i32) (local $fold1 v128) (local $byte1 v128) (local $fold2 v128) (local $byte2 v128)
    (local $at i32) (local $at1 i32) (local $at2 i32) (local $low v128) (local $high v128)
    (local $bits i32) (local $place i32) (local $i i32) (local $end i32)

    (local.set $folds (i32.add (local.get $pattern) (local.get $length)))
    (local.set $byte1 (v128.load8_splat (i32.add (local.get $pattern) (local.get $rare1))))
    (local.set $fold1 (v128.load8_splat (i32.add (local.get $folds) (local.get $rare1))))
    (local.set $byte2 (v128.load8_splat (i32.add (local.get $pattern) (local.get $rare2))))
    (local.set $fold2 (v128.load8_splat (i32.add (local.get $folds) (local.get $rare2))))
    (local.set $at (local.get $from))
    (local.set $end (local.get $out))

    (block $through
      (loop $block
        (br_if $through (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $at1 (i32.add (local.get $at) (local.get $rare1)))
        (local.set $at2 (i32.add (local.get $at) (local.get $rare2)))
        (local.set $low
          (v128.and
            (i8x16.eq (v128.or (v128.load (local.get $at1)) (local.get $fold1)) (local.get $byte1))
            (i8x16.eq (v128.or (v128.load (local.get $at2)) (local.get $fold2)) (local.get $byte2))))
        (local.set $high
          (v128.and
            (i8x16.eq (v128.or (v128.load offset=16 (local.get $at1)) (local.get $fold1)) (local.get $byte1))
            (i8x16.eq (v128.or (v128.load offset=16 (local.get $at2)) (local.get $fold2)) (local.get $byte2))))

        (if (v128.any_true (v128.or (local.get $low) (local.get $high)))
          (then
            ;; One bit for each of the 32 places; each that is set is compared as a whole.
            (local.set $bits
              (i32.or
                (i8x16.bitmask (local.get $low))
                (i32.shl (i8x16.bitmask (local.get $high)) (i32.const 16))))
            (block $none
              (loop $candidate
                (br_if $none (i32.eqz (local.get $bits)))
                (local.set $place (i32.add (local.get $at) (i32.ctz (local.get $bits))))
                (br_if $none (i32.ge_u (local.get $place) (local.get $to)))
                (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
                (local.set $i (i32.const 0))
                (loop $compare
                  (br_if $candidate
                    (i32.ne
                      (i32.or
                        (i32.load8_u (i32.add (local.get $place) (local.get $i)))
                        (i32.load8_u (i32.add (local.get $folds) (local.get $i))))
                      (i32.load8_u (i32.add (local.get $pattern) (local.get $i)))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $compare (i32.lt_u (local.get $i) (local.get $length))))
                (i32.store (local.get $end) (i32.sub (local.get $place) (local.get $from)))
                (local.set $end (i32.add (local.get $end) (i32.const 4)))
                (br $candidate)))))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $block)))

    (i32.shr_u (i32.sub (local.get $end) (local.get $out)) (i32.const 2))))
